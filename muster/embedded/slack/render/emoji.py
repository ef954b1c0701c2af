"""Emoji by Slack's short names: the ones that tools use. Others stay as typed."""

from markupsafe import Markup

from muster.embedded.slack.render.html import tag

EMOJI = {
    "+1": "👍", "-1": "👎", "alarm_clock": "⏰", "ambulance": "🚑", "anchor": "⚓",
    "arrow_down": "⬇️", "arrow_forward": "▶️", "arrow_right": "➡️", "arrow_up": "⬆️",
    "arrows_counterclockwise": "🔄", "ballot_box_with_check": "☑️", "bar_chart": "📊",
    "bell": "🔔", "black_circle": "⚫", "black_square_for_stop": "⏹️",
    "black_right_pointing_double_triangle_with_vertical_bar": "⏭️", "bookmark": "🔖",
    "boom": "💥", "broom": "🧹", "bug": "🐛", "bulb": "💡", "busts_in_silhouette": "👥",
    "calendar": "📅", "chart_with_upwards_trend": "📈", "checkered_flag": "🏁",
    "clipboard": "📋", "clock1": "🕐", "closed_lock_with_key": "🔐", "construction": "🚧",
    "cyclone": "🌀", "desktop_computer": "🖥️", "double_vertical_bar": "⏸️",
    "exclamation": "❗", "eyes": "👀", "fast_forward": "⏩", "fire": "🔥",
    "fire_engine": "🚒", "floppy_disk": "💾", "gear": "⚙️", "globe_with_meridians": "🌐",
    "grey_exclamation": "❕", "grey_question": "❔", "hammer_and_wrench": "🛠️",
    "hand": "✋", "heavy_check_mark": "✔️", "heavy_multiplication_x": "✖️",
    "hourglass": "⌛", "hourglass_flowing_sand": "⏳", "information_source": "ℹ️",  # noqa: RUF001 - it is the emoji
    "key": "🔑", "large_blue_circle": "🔵", "large_green_circle": "🟢",
    "large_orange_circle": "🟠", "large_yellow_circle": "🟡", "lifebuoy": "🛟", "link": "🔗",
    "lock": "🔒", "mag": "🔍", "memo": "📝", "no_entry": "⛔", "no_entry_sign": "🚫",
    "octagonal_sign": "🛑", "ok": "🆗", "ok_hand": "👌", "package": "📦",
    "pause_button": "⏸️", "pencil2": "✏️", "point_right": "👉", "pushpin": "📌",
    "question": "❓", "raised_hand": "✋", "recycle": "♻️", "red_circle": "🔴",
    "repeat": "🔁", "rewind": "⏪", "ring_buoy": "🛟", "rocket": "🚀",
    "rotating_light": "🚨", "satellite": "🛰️", "scroll": "📜", "shield": "🛡️",
    "skip": "⏭️", "sleeping": "😴", "slightly_smiling_face": "🙂", "smile": "😄",
    "snowflake": "❄️", "sos": "🆘", "sparkles": "✨", "speech_balloon": "💬",
    "stop_sign": "🛑", "stopwatch": "⏱️", "sunny": "☀️", "tada": "🎉", "thinking_face": "🤔",
    "thumbsdown": "👎", "thumbsup": "👍", "timer_clock": "⏲️", "traffic_light": "🚥",
    "unlock": "🔓", "vertical_traffic_light": "🚦", "warning": "⚠️", "wastebasket": "🗑️",
    "wave": "👋", "white_check_mark": "✅", "white_circle": "⚪",
    "white_large_square": "⬜", "wrench": "🔧", "x": "❌", "zap": "⚡",
}  # fmt: skip


def emoji(name: str) -> Markup | None:
    """The emoji with its name for screen readers, or None for a name that is not known."""
    if name not in EMOJI:
        return None
    said = name.replace("_", " ")
    return tag("span", EMOJI[name], class_="emoji", role="img", aria_label=said, title=f":{name}:")
