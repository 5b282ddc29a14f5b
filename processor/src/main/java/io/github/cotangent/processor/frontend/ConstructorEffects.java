package io.github.cotangent.processor.frontend;

import io.github.cotangent.processor.analysis.Program;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds constructors that call objects of a class whose methods change something. A constructor is gone through once more for the
 * derivatives: such a method would do what it does twice. Which classes there are is known only when all of a companion is in sight.
 */
final class ConstructorEffects {
    private final CompilationProgram compilation;
    private final CompanionProgram companion;
    private final Set<MethodId> virtual = new HashSet<>();

    ConstructorEffects(CompilationProgram compilation, CompanionProgram companion) {
        this.compilation = compilation;
        this.companion = companion;
    }

    /** The virtual methods that the constructors looked at so far may call. */
    Set<MethodId> virtual() {
        return virtual;
    }

    /** What is wrong with a constructor, if anything is. */
    Optional<Problem> of(MethodId construction) {
        if (!(compilation.callee(construction) instanceof Program.Source source)) {
            return Optional.empty();
        }
        Set<MethodId> seen = new HashSet<>();
        Deque<MethodId> open = new ArrayDeque<>(List.of(construction));
        while (!open.isEmpty()) {
            MethodId id = open.remove();
            if (!seen.add(id)) {
                continue;
            }
            if (id.invocation() != MethodId.Invocation.VIRTUAL) {
                open.addAll(companion.calledBy(id));
                continue;
            }
            virtual.add(id);
            for (ObjectType each : companion.layout(id.receiver()).concrete()) {
                Optional<MethodId> body = companion.implementation(id, each);
                if (body.isPresent() && !compilation.isPure(body.get())) {
                    return Optional.of(problem(source.method(), body.get()));
                }
                body.ifPresent(open::add);
            }
        }
        return Optional.empty();
    }

    private static Problem problem(Method constructor, MethodId body) {
        return new Problem(
                Code.COT016,
                constructor.id().owner(),
                constructor.origin(),
                "this constructor may call " + body.title() + ", which does more than to compute",
                "Move the call out of the constructor");
    }
}
