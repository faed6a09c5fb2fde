"""Type variables and their kin by value: a pickle of CPython has only their names."""

import typing

from . import definitions


def _reducer(describe):
    """`describe` gives the positional arguments and the options a thing was made with."""

    def reduce(value):
        if definitions.is_importable(value):
            return NotImplemented
        return _make, (type(value), value.__module__, value.__name__, *describe(value))

    return reduce


def _make(kind, module, name, arguments, options):
    made = kind(name, *arguments, **options)
    if kind is not typing.TypeAliasType:  # it cannot be told
        made.__module__ = module
    return made


def _type_variable(value):
    variance = {
        "covariant": value.__covariant__, "contravariant": value.__contravariant__,
        "infer_variance": value.__infer_variance__,
    }
    return value.__constraints__, {"bound": value.__bound__, **variance, **_default(value)}


def _parameter_variable(value):
    return (), {"bound": value.__bound__, **_default(value)}


def _tuple_variable(value):
    return (), _default(value)


def _default(value):
    return {"default": value.__default__} if value.has_default() else {}


def _new_type(value):
    return (value.__supertype__,), {}


def _alias(value):
    return (value.__value__,), {"type_params": value.__type_params__}


REDUCERS = {
    typing.TypeVar: _reducer(_type_variable),
    typing.ParamSpec: _reducer(_parameter_variable),
    typing.TypeVarTuple: _reducer(_tuple_variable),
    typing.NewType: _reducer(_new_type),
    typing.TypeAliasType: _reducer(_alias),
}
