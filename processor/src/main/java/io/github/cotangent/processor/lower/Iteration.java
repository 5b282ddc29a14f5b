package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import io.github.cotangent.processor.ir.ContainerType;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import java.util.List;

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
        ReferenceType type =
                new ReferenceType("java.util.Iterator", List.of(new ReferenceType("?", List.of(element))));
        Expr asked = iterable.type() instanceof ContainerType
                ? all.containerCalls.ask(
                        iterable, "iterator", new ContainerType(ContainerType.Kind.ITERATOR, type, element))
                : all.opaque.invocation(iterable, ".iterator()", type, where);
        return new Iteration(all, all.body.keep(asked, "iterator", where), element, where);
    }

    /** Whether there is another element. */
    Expr hasNext() {
        return ask("hasNext", Primitive.BOOLEAN);
    }

    /** The next element. */
    Expr next() {
        return ask("next", element);
    }

    private Expr ask(String method, Type type) {
        return iterator.type() instanceof ContainerType
                ? all.containerCalls.ask(iterator, method, type)
                : all.opaque.invocation(iterator, "." + method + "()", type, where);
    }
}
