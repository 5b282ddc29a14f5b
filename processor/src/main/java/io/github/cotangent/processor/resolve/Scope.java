package io.github.cotangent.processor.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.type.TypeMirror;

/** What a body declares and is in scope: blocks with variables and types, and local classes; the innermost comes first. */
final class Scope {
    private final Deque<Frame> frames = new ArrayDeque<>();

    /**
     * A block or the body of a local class.
     *
     * @param localClass null for a block
     * @param types the types that names stand for; null where it is unknown
     */
    record Frame(LocalClass localClass, Map<String, Local> locals, Map<String, TypeMirror> types) {}

    Scope() {
        enter();
    }

    void enter() {
        frames.push(new Frame(null, new HashMap<>(), new HashMap<>()));
    }

    void enter(LocalClass localClass) {
        frames.push(new Frame(localClass, Map.of(), new HashMap<>()));
    }

    void leave() {
        frames.pop();
    }

    /** Runs what declares things that are in scope only there. */
    void within(Runnable part) {
        enter();
        part.run();
        leave();
    }

    void declare(Local local) {
        frames.element().locals().put(local.name(), local);
    }

    /** Declares a type; null hides types of that name from outside without telling more. */
    void declare(String name, TypeMirror type) {
        frames.element().types().put(name, type);
    }

    /** All frames, innermost first. */
    Iterable<Frame> frames() {
        return frames;
    }

    /** The classes of the body that the current place is in, innermost first. */
    List<LocalClass> classes() {
        List<LocalClass> found = new ArrayList<>();
        for (Frame frame : frames) {
            if (frame.localClass() != null) {
                found.add(frame.localClass());
            }
        }
        return found;
    }
}
