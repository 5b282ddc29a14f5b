package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.analysis.Retention;
import io.github.cotangent.processor.companion.Offers;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.reverse.Sweeps;
import io.github.cotangent.processor.reverse.Variant;
import io.github.cotangent.processor.tangent.TangentSweep;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes the sweeps of the body that a class has for an instance method, for companions that come to it by the class of an object.
 * Each companion has tangent types of its own, so numbers and arrays of them have cotangents, objects have not: what the body finds
 * in them counts as constant, and a caller for which it is not refuses the object.
 */
final class OwnBodies {
    private final Workshop workshop;

    OwnBodies(Workshop workshop) {
        this.workshop = workshop;
    }

    /** Makes the sweeps and offers them; for the requested inputs only, where others have no derivative. */
    void offer(Request request) {
        Method own = request.own();
        if (own.id().result().leaf() instanceof ObjectType) {
            return;
        }
        Set<Integer> active = new TreeSet<>();
        for (int i = 0; i < own.parameters().size(); i++) {
            if (own.parameters().get(i).type().leaf().isFloating()) {
                active.add(i);
            }
        }
        Workshop.Mark mark = workshop.mark();
        make(request, active);
        if (!workshop.settle(mark).isEmpty()) {
            active.retainAll(request.inputs());
            make(request, active);
            workshop.settle(mark);
        }
    }

    private void make(Request request, Set<Integer> active) {
        Method own = request.own();
        boolean hasResult = own.id().result() != Primitive.VOID;
        String word = own.id().word();
        String capitalized = Workshop.capitalized(word);
        StringBuilder found = new StringBuilder();
        if (request.kinds().stream().anyMatch(Request.Kind::isReverse)) {
            Sweeps sweeps = new Sweeps(
                    "",
                    workshop.name(word + "Forward"),
                    workshop.name(word + "Reverse"),
                    new ReferenceType(workshop.name(capitalized + "Saved")),
                    active,
                    own.id().result().isFloating());
            new SplitSweeps(workshop)
                    .make(own, new Variant(own.id(), active, hasResult, Set.of(), false, true), sweeps, false, true);
            found.append(" forward=").append(sweeps.forward());
            found.append(" reverse=").append(sweeps.reverse());
            found.append(" saved=").append(sweeps.state().className());
        }
        if (request.kinds().contains(Request.Kind.JVP)) {
            TangentSweep.Callee callee = new TangentSweep.Callee(
                    "",
                    workshop.name(word + "Tangent"),
                    hasResult ? new ReferenceType(workshop.name(capitalized + "Tangent")) : null,
                    active);
            new TangentRoutines(workshop)
                    .callee(own, new Workshop.TangentVariant(own.id(), active, hasResult, false), callee, false);
            found.append(" tangent=").append(callee.name());
            if (hasResult) {
                found.append(" holder=").append(callee.holder().className());
            }
        }
        Retention retention = Retention.of(own, active, workshop.summaries());
        if (!request.isPure()) {
            found.append(" acts=true");
        }
        if (retention.keeps()) {
            found.append(" keeps=true");
        }
        workshop.addOffer(Offers.offered(own.id(), active, retention.effects(), found.toString()));
    }
}
