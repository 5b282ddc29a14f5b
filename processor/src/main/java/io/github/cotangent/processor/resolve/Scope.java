package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.body.TypeDeclaration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** The locals and local types in scope, innermost block first. */
final class Scope {
    private final Deque<Map<String, Local>> locals = new ArrayDeque<>();
    private final Deque<Map<String, TypeDeclaration<?>>> types = new ArrayDeque<>();

    Scope() {
        enter();
    }

    void enter() {
        locals.push(new HashMap<>());
        types.push(new HashMap<>());
    }

    void leave() {
        locals.pop();
        types.pop();
    }

    void declare(Local local) {
        locals.element().put(local.name(), local);
    }

    void declare(TypeDeclaration<?> type) {
        types.element().put(type.getNameAsString(), type);
    }

    Local local(String name) {
        for (Map<String, Local> block : locals) {
            if (block.containsKey(name)) {
                return block.get(name);
            }
        }
        return null;
    }

    TypeDeclaration<?> type(String name) {
        for (Map<String, TypeDeclaration<?>> block : types) {
            if (block.containsKey(name)) {
                return block.get(name);
            }
        }
        return null;
    }
}
