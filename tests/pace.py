"""What makes a process that plays many worlds quicker, and no world different."""

import functools
import gc

import yaml


def look_for_garbage_seldom() -> None:
    """Look for cycles after 50,000 new objects, not after 700.

    What is loaded for a world (models of AWS, moto) is millions of objects that stay, and a world
    makes few cycles: to look as often as usual is an eighth of the processor time of a case.
    """
    gc.set_threshold(50_000, 10, 10)


def remember_names_of_methods() -> None:
    """moto lists all the methods of a class at each call; here, once a class.

    The product takes moto as it is (decision 0005), hence this is for tests alone.
    """
    from moto.core import responses

    if not hasattr(responses.method_names_from_class, "cache_info"):
        responses.method_names_from_class = functools.cache(responses.method_names_from_class)


def read_yaml_by_libyaml() -> None:
    """moto reads the documents that are published by `yaml.safe_load`; here, ten times as fast.

    That both readers give the same values is tested (test_compiler_properties.py); nothing of the
    product that reads plans or documents calls it.
    """
    if hasattr(yaml, "CSafeLoader"):
        yaml.safe_load = functools.partial(yaml.load, Loader=yaml.CSafeLoader)
