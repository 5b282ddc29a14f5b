package io.github.cotangent.processor.diagnostics;

import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * One message to the user.
 *
 * @param code the stable code
 * @param file what tells the front end which source file {@code origin} is in: the owner type's canonical name
 * @param origin the offending expression
 * @param reason what is wrong, one sentence without final full stop
 * @param remedy what to write instead, one sentence without final full stop; may be empty for warnings
 * @param chain the calls that made it necessary, outermost first, for instance "`loss` calls `g` at line 9"
 */
public record Problem(Code code, String file, Origin origin, String reason, String remedy, List<String> chain) {
    public Problem {
        chain = List.copyOf(chain);
    }

    public Problem(Code code, String file, Origin origin, String reason, String remedy) {
        this(code, file, origin, reason, remedy, List.of());
    }

    /** The same problem, met on the way through one more caller; at the call if the code called has no text. */
    public Problem calledFrom(MethodId caller, MethodId callee, Origin call) {
        if (origin.equals(Origin.NONE) && chain.isEmpty()) {
            return new Problem(code, caller.owner(), call, reason, remedy);
        }
        if (call.equals(Origin.NONE)) {
            return this; // the choice among the bodies of a virtual method, which nobody has written
        }
        List<String> longer = new ArrayList<>(chain);
        longer.add(0, "`" + written(caller) + "` calls `" + written(callee) + "` at line " + call.line());
        return new Problem(code, file, origin, reason, remedy, longer);
    }

    private static String written(MethodId method) {
        return method.name().equals(MethodId.CONSTRUCTOR) ? method.title() : method.name();
    }

    /** The text without position. */
    public String text() {
        StringBuilder text = new StringBuilder("[").append(code).append("] ").append(reason);
        if (!remedy.isEmpty()) {
            text.append(". ").append(remedy);
        }
        for (String link : chain) {
            text.append("\n  ").append(link);
        }
        return text.toString();
    }
}
