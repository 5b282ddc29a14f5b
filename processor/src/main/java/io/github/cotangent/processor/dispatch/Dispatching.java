package io.github.cotangent.processor.dispatch;

import io.github.cotangent.processor.analysis.Program;
import io.github.cotangent.processor.analysis.ProgramView;
import io.github.cotangent.processor.analysis.Summary;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A program in which virtual methods have bodies, too: they look at the class of the receiver and call what it has. So all that
 * comes behind needs to know nothing of dispatch.
 */
public final class Dispatching extends ProgramView {
    private final Map<MethodId, Callee> known = new HashMap<>();

    public Dispatching(Program program) {
        super(program);
    }

    @Override
    public Callee callee(MethodId id) {
        Callee callee = known.get(id);
        if (callee == null) {
            callee = switch (id.invocation()) {
                case VIRTUAL -> dispatcher(id);
                case KNOWN -> known(id);
                case ELSEWHERE -> elsewhere(id);
                default -> body(id);
            };
            known.put(id, callee);
        }
        return callee;
    }

    private Callee dispatcher(MethodId id) {
        return Dispatcher.of(id, program).<Callee>map(Source::new).orElseGet(() -> new Missing(List.of()));
    }

    private Callee elsewhere(MethodId id) {
        MethodId virtual = id.with(MethodId.Invocation.VIRTUAL);
        boolean alone = program.layout(virtual.receiver()).concrete().stream()
                .allMatch(each -> program.implementation(virtual, each).isEmpty());
        return new Elsewhere(Summary.elsewhere(id, alone), program.isRunAgain(virtual));
    }

    private Callee known(MethodId id) {
        return program.implementation(id.with(MethodId.Invocation.VIRTUAL), id.receiver())
                .map(program::callee)
                .filter(Source.class::isInstance)
                .<Callee>map(body -> new Source(KnownReceivers.in(((Source) body).method(), id, program)))
                .orElseGet(() -> new Missing(List.of()));
    }

    private Callee body(MethodId id) {
        Callee callee = program.callee(id);
        return callee instanceof Source source ? new Source(in(source.method())) : callee;
    }

    /** A method in which calls on objects whose class the text tells are calls of the bodies they run. */
    public Method in(Method method) {
        return KnownReceivers.in(method, program);
    }

    /** An overridable method as it runs when it is called on any object of its class; {@code own} is the class's own body. */
    public Method asCalled(Method own) {
        return Dispatcher.asCalled(in(own), program);
    }
}
