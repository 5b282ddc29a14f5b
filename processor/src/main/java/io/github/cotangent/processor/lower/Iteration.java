package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import io.github.cotangent.processor.ir.ContainerType;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.TypeElement;

/** Going through something that can be iterated over: a container whose elements are followed, or what is known as text only. */
final class Iteration {
    private final Lowerers all;
    private final Expr.Atom iterator;
    private final Type element;
    private final Node where;

    private Iteration(Lowerers all, Expr.Atom iterator, Type element, Node where) {
        this.all = all;
        this.iterator = iterator;
        this.element = element;
        this.where = where;
    }

    /**
     * Asks for the iterator.
     *
     * @param element the type of what it gives
     */
    static Iteration over(Lowerers all, Expr iterable, Type element, Node where) {
        // Where elements cannot be named, nothing is known of them in the iterable either.
        Type bound = element.equals(TypeTranslation.HIDDEN_ENUM) ? ReferenceType.OBJECT : element;
        ReferenceType type = new ReferenceType("java.util.Iterator", List.of(new ReferenceType("?", List.of(bound))));
        ContainerType followed = new ContainerType(ContainerType.Kind.ITERATOR, type, element);
        Expr asked;
        if (iterable.type() instanceof ContainerType) {
            asked = all.containerCalls.ask(iterable, "iterator", followed);
        } else {
            asked = ofUser(all, iterable, followed, where)
                    .orElseGet(() -> all.opaque.invocation(iterable, ".iterator()", type, where));
        }
        return new Iteration(all, all.body.keep(asked, "iterator", where), element, where);
    }

    /** What the method of a class of the user's gives; nothing if its source is not at hand. */
    private static Optional<Expr> ofUser(Lowerers all, Expr iterable, ContainerType result, Node where) {
        TypeElement owner = iterable.type() instanceof ObjectType object ? all.typeElement(object) : null;
        return owner == null || !result.element().isFollowed()
                ? Optional.empty()
                : all.method(owner, "iterator")
                        .filter(all.objects::isKnown)
                        .map(method -> all.objects.call(
                                new Symbol.Method(method, false, List.of()), owner, List.of(iterable), result, where));
    }

    /** Whether there is another element. */
    Expr hasNext() {
        return ask("hasNext", Primitive.BOOLEAN);
    }

    /** The next element. */
    Expr next() {
        if (element.equals(TypeTranslation.HIDDEN_ENUM)) {
            return all.opaque.cast(all.body.atom(ask("next", ReferenceType.OBJECT), "t", where), element, where);
        }
        return ask("next", element);
    }

    private Expr ask(String method, Type type) {
        return iterator.type() instanceof ContainerType
                ? all.containerCalls.ask(iterator, method, type)
                : all.opaque.invocation(iterator, "." + method + "()", type, where);
    }
}
