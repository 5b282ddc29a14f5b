package io.github.cotangent.processor.inline;

import io.github.cotangent.processor.analysis.Program;
import io.github.cotangent.processor.analysis.ProgramView;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A program in which calls of small methods of objects, accessors and constructors above all, are replaced by what they do. A
 * derivative then knows which field is read, where otherwise all of the object would count, and pays for no call.
 */
public final class Inlining extends ProgramView {
    private final Map<MethodId, Callee> known = new HashMap<>();
    private final Set<MethodId> underWay = new HashSet<>();

    public Inlining(Program program) {
        super(program);
    }

    /** A method with the small methods it calls put in place. */
    public Method in(Method method) {
        return new Inliner(this).in(method);
    }

    @Override
    public Callee callee(MethodId id) {
        Callee callee = known.get(id);
        if (callee != null) {
            return callee;
        }
        callee = program.callee(id);
        if (callee instanceof Source source && underWay.add(id)) {
            callee = new Source(in(source.method()));
            underWay.remove(id);
            known.put(id, callee);
        }
        return callee;
    }

    /** The body to put in the place of a call; empty if it is too large, or its own calls are being replaced just now. */
    Optional<SmallBody> small(MethodId id) {
        boolean candidate = switch (id.invocation()) {
            case EXACT, CONSTANT, CONSTRUCTION -> true;
            case STATIC, INNER, VIRTUAL, KNOWN, ELSEWHERE -> false;
        };
        return candidate && !underWay.contains(id) && callee(id) instanceof Source source
                ? SmallBody.of(source.method())
                : Optional.empty();
    }
}
