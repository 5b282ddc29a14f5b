package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.reverse.Sweeps;
import io.github.cotangent.processor.reverse.Variant;
import io.github.cotangent.processor.tangent.TangentSweep;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes the public sweeps through which methods of later compilations differentiate calls of an annotated method. They know
 * nothing of their callers, so they have cotangents for every parameter that can have one, and rely on no array to keep its
 * contents.
 */
final class Links {
    private final Workshop workshop;

    Links(Workshop workshop) {
        this.workshop = workshop;
    }

    /** The names such sweeps take. */
    static List<String> names(Request request) {
        String capitalized = Workshop.capitalized(request.prefix());
        return request.linkage() == null
                ? List.of()
                : List.of(
                        request.prefix() + "Forward",
                        request.prefix() + "Reverse",
                        request.prefix() + "Tangent",
                        capitalized + "Saved",
                        capitalized + "Tangent");
    }

    /** Makes the sweeps; for the requested inputs only, where others have no derivative. */
    void make(Request request) {
        Set<Integer> all = new TreeSet<>();
        for (int i = 0; i < request.method().parameters().size(); i++) {
            if (request.method().parameters().get(i).type().isDifferentiable()) {
                all.add(i);
            }
        }
        Workshop.Mark mark = workshop.mark();
        make(request, all);
        if (!workshop.settle(mark).isEmpty()) {
            make(request, new TreeSet<>(request.inputs()));
        }
    }

    private void make(Request request, Set<Integer> active) {
        Method method = request.method();
        boolean tangent = request.kinds().contains(Request.Kind.JVP);
        boolean adjoint = request.kinds().stream().anyMatch(Request.Kind::isReverse);
        boolean hasResult = method.id().result() != Primitive.VOID;
        List<String> names = names(request);
        if (adjoint) {
            Variant variant = new Variant(method.id(), active, hasResult, Set.of(), false, true);
            Sweeps sweeps = new Sweeps(
                    "",
                    names.get(0),
                    names.get(1),
                    new ReferenceType(names.get(3)),
                    active,
                    method.id().result().isFloating());
            workshop.register(variant, sweeps);
            new SplitSweeps(workshop).make(method, variant, sweeps, true, true);
        }
        if (tangent) {
            Workshop.TangentVariant variant = new Workshop.TangentVariant(method.id(), active, hasResult, false);
            TangentSweep.Callee callee = new TangentSweep.Callee(
                    "", names.get(2), hasResult ? new ReferenceType(names.get(4)) : null, active);
            new TangentRoutines(workshop).callee(method, variant, callee, true);
        }
        workshop.add(new Companion.Link(
                adjoint ? names.get(0) : names.get(2),
                request.linkage(),
                request.prefix(),
                List.copyOf(active),
                workshop.summaries().of(method.id()),
                adjoint,
                tangent));
    }
}
