package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import io.github.cotangent.processor.ir.Boxes;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;

/** Lowers the calls that put a floating number into a box or take it out: all other methods of boxes only look at it. */
final class BoxCalls {
    private static final Set<String> READERS =
            Set.of("doubleValue", "floatValue", "longValue", "intValue", "shortValue", "byteValue");

    private final Lowerers all;
    private final Body body;

    BoxCalls(Lowerers all) {
        this.all = all;
        this.body = all.body;
    }

    /** Whether a method makes a box of a number, or takes the number out of one. */
    boolean isCall(Symbol.Method symbol) {
        ExecutableElement method = symbol.element();
        if (!Boxes.isBox(Calls.ownerOf(method))) {
            return false;
        }
        if (method.getModifiers().contains(Modifier.STATIC)) {
            return method.getSimpleName().contentEquals("valueOf")
                    && method.getParameters().get(0).asType().getKind().isPrimitive();
        }
        return READERS.contains(method.getSimpleName().toString());
    }

    /** What the method gives for an operand at hand: the number, or the box. */
    Expr call(Symbol.Method symbol, List<Expr> operands, Node where) {
        ExecutableElement method = symbol.element();
        Type result = body.types().of(method.getReturnType());
        Expr operand = operands.get(0);
        if (!(operand.type() instanceof ObjectType)) {
            operand =
                    all.conversions.to(operand, all.calls.parameterTypes(symbol).get(0), true, where);
        }
        return all.conversions.to(all.conversions.unbox(operand, where), result, true, where);
    }
}
