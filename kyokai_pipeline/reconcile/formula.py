"""Claims such as ``insured + dependents = enrollees``: read once, then evaluated exactly, as often as needed.

Only names, numbers, + - * /, and the functions of FUNCTIONS are understood; anything else is an error of the file
that holds the claim. Nothing is ever executed as Python.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kyokai_pipeline.reconcile import interval
from kyokai_pipeline.reconcile.interval import Interval

Values = Mapping[str, Interval | list[Interval]]
Expression = Callable[[Values], Interval]

FUNCTIONS: dict[str, Callable[..., Interval]] = {
    "total": interval.total,
    "share_pct": interval.share_pct,
    "change_pct": interval.change_pct,
    "before_change": interval.before_change,
    "size": abs,
}
"""What a claim may call: name -> how it is done."""
_OPERATORS: dict[type[ast.operator], Callable[[Interval, Interval], Interval]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_CLAIM = re.compile(r"^([^<>=]+)(==|<=|>=|<|>|=)([^<>=]+)$")
_POSSIBLE: dict[str, Callable[[Interval, Interval], bool]] = {
    "=": Interval.meets,
    "==": Interval.overlaps,
    "<=": lambda left, right: left.low <= right.high,
    ">=": lambda left, right: left.high >= right.low,
    "<": lambda left, right: left.low < right.high,
    ">": lambda left, right: left.high > right.low,
}


class BadClaim(ValueError):
    """A claim that is not understood; the message says which part."""


@dataclass(frozen=True)
class Claim:
    """Two expressions and what is claimed of them.

    Attributes:
        text: As written.
        left: What follows from other figures.
        relation: ``=`` follows from, ``==`` is the same figure as, ``<=``, ``>=``, ``<`` or ``>``.
        right: What is printed.
        expected_names: The operands on the left, which say what to expect.
        stated_names: The operands on the right.
        printed_name: The operand on the right where it stands alone there.
    """

    text: str
    left: Expression
    relation: str
    right: Expression
    expected_names: frozenset[str]
    stated_names: frozenset[str]
    printed_name: str | None

    @property
    def names(self) -> frozenset[str]:
        """Every operand."""
        return self.expected_names | self.stated_names

    def is_possible(self, left: Interval, right: Interval) -> bool:
        """Whether some true values behind the printed ones keep the claim."""
        return _POSSIBLE[self.relation](left, right)


def read_claim(text: str) -> Claim:
    """Understand a claim.

    Raises:
        BadClaim: It is not two expressions with one relation between them.
    """
    found = _CLAIM.match(text)
    if not found:
        raise BadClaim(f"{text!r} is not two expressions with one of = == <= >= < > between them")
    left, right = (_parse(side) for side in (found[1], found[3]))
    expected, stated = ({node.id for node in ast.walk(side) if isinstance(node, ast.Name)} for side in (left, right))
    return Claim(
        text,
        _compile(left, found[1].strip()),
        found[2],
        _compile(right, found[3].strip()),
        frozenset(expected - set(FUNCTIONS)),
        frozenset(stated - set(FUNCTIONS)),
        right.id if isinstance(right, ast.Name) else None,
    )


def _parse(text: str) -> ast.expr:
    try:
        return ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise BadClaim(f"{text.strip()!r} is not an expression") from error


def _compile(node: ast.expr, text: str) -> Expression:
    match node:
        case ast.Name(id=name):
            return lambda values: _one(values[name])
        case ast.Constant(value=int() | float()):
            constant = Interval.exactly(_number(ast.get_source_segment(text, node) or ""))
            return lambda _: constant
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            inner = _compile(operand, text)
            return lambda values: -inner(values)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            combine, one, two = _OPERATORS[type(op)], _compile(left, text), _compile(right, text)
            return lambda values: combine(one(values), two(values))
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in FUNCTIONS:
            return _call(name, arguments, text)
    raise BadClaim(f"{ast.unparse(node)!r} is not understood; known are + - * / and {', '.join(FUNCTIONS)}")


def _call(name: str, arguments: list[ast.expr], text: str) -> Expression:
    function = FUNCTIONS[name]
    if name == "total":
        if len(arguments) != 1 or not isinstance(arguments[0], ast.Name):
            raise BadClaim("total(…) takes one column that holds a list of figures")
        column = arguments[0].id
        return lambda values: function(_many(values[column]))
    if len(arguments) != (1 if name == "size" else 2):
        raise BadClaim(f"{name}(…) takes {1 if name == 'size' else 2} expressions")
    inner = [_compile(argument, text) for argument in arguments]
    return lambda values: function(*(argument(values) for argument in inner))


def _number(text: str) -> Fraction:
    try:
        return Fraction(text)
    except ValueError as error:
        raise BadClaim(f"{text!r} is not a plain number") from error


def _one(value: Interval | list[Interval]) -> Interval:
    if isinstance(value, list):
        raise BadClaim("a list of figures stands where one figure is needed; use total(…)")
    return value


def _many(value: Interval | list[Interval]) -> list[Interval]:
    return value if isinstance(value, list) else [value]
