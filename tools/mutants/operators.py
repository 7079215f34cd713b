"""All operators, in families: cosmic-ray's for code in general, our own for meanings."""

from __future__ import annotations

from cosmic_ray.operators import (
    binary_operator_replacement,
    boolean_replacer,
    break_continue,
    comparison_operator_replacement,
    number_replacer,
    unary_operator_replacement,
    zero_iteration_for_loop,
)
from cosmic_ray.operators.operator import Operator

from tools.mutants import meanings, shapes

COMPARISONS = (
    "Eq_NotEq",
    "NotEq_Eq",
    "Lt_LtE",
    "Lt_GtE",
    "LtE_Lt",
    "LtE_Gt",
    "Gt_GtE",
    "Gt_LtE",
    "GtE_Gt",
    "GtE_Lt",
)
IDENTITIES = ("Is_IsNot", "IsNot_Is")
ARITHMETIC = (
    "Add_Sub",
    "Sub_Add",
    "Mul_FloorDiv",
    "FloorDiv_Mul",
    "Div_Mul",
    "Mod_FloorDiv",
    "BitOr_BitAnd",
    "BitAnd_BitOr",
    "Pow_Mul",
)


def _of(module: object, prefix: str, names: tuple[str, ...]) -> tuple[Operator, ...]:
    return tuple(getattr(module, f"{prefix}_{name}")() for name in names)


# One family is drawn first, then a mutant of it: so a line full of numbers is not mutated in its numbers only.
FAMILIES: dict[str, tuple[Operator, ...]] = {
    "opposite word": (meanings.OppositeWord(),),
    "negation dropped": (meanings.DropNegation(),),
    "text dropped": (meanings.DropText(),),
    "arguments exchanged": (shapes.ExchangeKeywords(), shapes.ExchangeArguments()),
    "field of a text": (shapes.ExchangeFields(), shapes.RepeatField()),
    "neighbours exchanged": (shapes.ExchangeItems(), shapes.ExchangeValues()),
    "opposite name": (shapes.OppositeName(), shapes.OppositeCall()),
    "comparison": (
        *_of(comparison_operator_replacement, "ReplaceComparisonOperator", (*COMPARISONS, *IDENTITIES)),
        shapes.Membership(),
    ),
    "condition": (
        boolean_replacer.AddNot(),
        boolean_replacer.ReplaceAndWithOr(),
        boolean_replacer.ReplaceOrWithAnd(),
        boolean_replacer.ReplaceTrueWithFalse(),
        boolean_replacer.ReplaceFalseWithTrue(),
        unary_operator_replacement.ReplaceUnaryOperator_Delete_Not(),
        shapes.DropOperand(),
        shapes.DenyFilter(),
    ),
    "number": (
        number_replacer.NumberReplacer(),
        shapes.ShiftSlice(),
        unary_operator_replacement.ReplaceUnaryOperator_USub_UAdd(),
        *_of(binary_operator_replacement, "ReplaceBinaryOperator", ARITHMETIC),
    ),
    "flow": (
        break_continue.ReplaceBreakWithContinue(),
        break_continue.ReplaceContinueWithBreak(),
        zero_iteration_for_loop.ZeroIterationForLoop(),
        shapes.DropStatement(),
    ),
    "nothing returned": (shapes.ReturnNothing(),),
}
# Whatever reads the line notices these: they are drawn only where the line has nothing else.
EASY = frozenset({"nothing returned"})
