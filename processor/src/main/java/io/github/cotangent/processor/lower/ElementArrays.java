package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.expr.ArrayCreationExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.ContainerType;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.List;
import java.util.Optional;

/**
 * Lowers {@code toArray} of collections, with an array that is made for it and has room for the elements and no more, or with what
 * makes one.
 */
final class ElementArrays {
    private final Lowerers all;
    private final Body body;

    ElementArrays(Lowerers all) {
        this.all = all;
        this.body = all.body;
    }

    /** Whether a call gives a new array of the elements of a followed collection, of the class that the elements are known as. */
    boolean isCall(MethodCallExpr e) {
        return e.getNameAsString().equals("toArray")
                && e.getArguments().size() == 1
                && all.symbolOf(e) instanceof Symbol.Method symbol
                && KnownMethods.isJdk(symbol.element())
                && containerOf(e)
                        .filter(container -> isArrayOf(e, container.element()))
                        .isPresent()
                && isMadeFor(Expressions.strip(e.getArgument(0)), e.getScope().orElseThrow());
    }

    private Optional<ContainerType> containerOf(MethodCallExpr e) {
        Optional<Type> type = e.getScope().flatMap(body::typeOf);
        return type.isPresent() && type.get() instanceof ContainerType container
                ? Optional.of(container).filter(each -> each.kind() == ContainerType.Kind.SEQUENCE)
                : Optional.empty();
    }

    private boolean isArrayOf(MethodCallExpr e, Type element) {
        return body.typeOf(e)
                        .filter(type -> type instanceof ArrayType array
                                && array.element().equals(element))
                        .isPresent()
                && body.mirrorOf(e).flatMap(all.access::hiddenIn).isEmpty();
    }

    /** Whether an argument is a constructor of arrays, or a new array without a place that is no element's. */
    private boolean isMadeFor(Expression argument, Expression collection) {
        if (argument instanceof MethodReferenceExpr reference) {
            return reference.getIdentifier().equals("new");
        }
        return argument instanceof ArrayCreationExpr made
                && made.getInitializer().isEmpty()
                && made.getLevels()
                        .get(0)
                        .getDimension()
                        .filter(length -> isZero(length) || isSize(length, collection))
                        .isPresent()
                && made.getLevels().stream()
                        .skip(1)
                        .allMatch(level -> level.getDimension().isEmpty());
    }

    private static boolean isZero(Expression length) {
        return length instanceof IntegerLiteralExpr literal
                && literal.getValue().equals("0");
    }

    private boolean isSize(Expression length, Expression collection) {
        return length instanceof MethodCallExpr call
                && call.getNameAsString().equals("size")
                && call.getScope()
                        .filter(scope -> isSameVariable(scope, collection))
                        .isPresent();
    }

    private boolean isSameVariable(Expression a, Expression b) {
        return all.symbolOf(a) instanceof Symbol.LocalVariable first
                && all.symbolOf(b) instanceof Symbol.LocalVariable second
                && first.local() == second.local();
    }

    Expr call(MethodCallExpr e) {
        Expr.Atom collection = all.expressions.atom(e.getScope().orElseThrow());
        return new Expr.ContainerCall(
                ContainerMethods.TO_ARRAY, List.of(collection), body.typeOf(e).orElseThrow());
    }
}
