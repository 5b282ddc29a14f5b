package io.github.cotangent.processor.report;

import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.UnaryOp;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Partial derivatives as text: what a rule multiplies a cotangent with, without the conventions at kinks. */
final class PartialText {
    private static final int PREFIX = 14;
    private static final int CONDITIONAL = 2;
    private static final Expr NOTHING = Expr.Constant.of(0.0);

    private final Expr direction;
    private final Function<Expr, String> names;

    /**
     * @param direction what the rule scales
     * @param names what values are called
     */
    PartialText(Expr direction, Function<Expr, String> names) {
        this.direction = direction;
        this.names = names;
    }

    /** The partial derivative in a share of the direction. */
    String of(Expr share) {
        return text(withoutDirection(share), 0);
    }

    /** The share of the direction 1. */
    private Expr withoutDirection(Expr share) {
        if (share.equals(direction)) {
            return Expr.Constant.of(1.0);
        } else if (share instanceof Expr.Conditional choice && choice.then().equals(NOTHING)) {
            return withoutDirection(choice.otherwise());
        } else if (share instanceof Expr.Unary negative && negative.op() == UnaryOp.NEGATE) {
            return new Expr.Unary(UnaryOp.NEGATE, withoutDirection(negative.operand()), share.type());
        } else if (share instanceof Expr.Binary product && product.op() == BinaryOp.MUL) {
            if (product.left().equals(direction)) {
                return product.right();
            }
            return product.right().equals(direction)
                    ? product.left()
                    : new Expr.Binary(BinaryOp.MUL, withoutDirection(product.left()), product.right(), share.type());
        } else if (share instanceof Expr.Binary quotient && quotient.op() == BinaryOp.DIV) {
            return new Expr.Binary(BinaryOp.DIV, withoutDirection(quotient.left()), quotient.right(), share.type());
        }
        return share.mapOperands(this::withoutDirection);
    }

    private String text(Expr expr, int around) {
        if (expr instanceof Expr.Binary binary) {
            int mine = binary.op().precedence();
            return grouped(
                    text(binary.left(), mine) + " " + binary.op().symbol() + " " + text(binary.right(), mine + 1),
                    mine < around);
        } else if (expr instanceof Expr.Unary unary) {
            return grouped(unary.op().symbol() + text(unary.operand(), PREFIX + 1), PREFIX < around);
        } else if (expr instanceof Expr.MathCall call) {
            return call.ownerType().className() + "." + call.function() + list(call.operands());
        } else if (expr instanceof Expr.Convert convert) {
            return text(convert.operand(), around);
        } else if (expr instanceof Expr.Conditional choice) {
            String text = text(choice.condition(), CONDITIONAL + 1) + " ? " + text(choice.then(), CONDITIONAL + 1)
                    + " : " + text(choice.otherwise(), CONDITIONAL);
            return grouped(text, CONDITIONAL < around);
        }
        return around > 0 ? operand(names.apply(expr)) : names.apply(expr);
    }

    /** A name, in parentheses if it is an expression with more than a name, an element or a call. */
    static String operand(String name) {
        return grouped(name, !name.matches("[\\w.]+|[\\w.]+[\\[(][^\\])]*[\\])]"));
    }

    private String list(List<Expr> operands) {
        return operands.stream().map(each -> text(each, 0)).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String grouped(String text, boolean grouped) {
        return grouped ? "(" + text + ")" : text;
    }
}
