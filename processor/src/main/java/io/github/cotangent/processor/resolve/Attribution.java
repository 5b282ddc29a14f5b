package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.type.Type;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.type.TypeMirror;

/** What is known about the nodes of one body. The identity of a node is the key. */
public final class Attribution {
    /**
     * The type of a local or anonymous class, or of arrays of it.
     *
     * @param dimensions of the array; 0 for an object
     */
    public record OfLocalClass(Node declaration, int dimensions) {}

    private final Map<Node, TypeMirror> types = new IdentityHashMap<>();
    private final Map<Node, Symbol> symbols = new IdentityHashMap<>();
    private final Map<Node, Object> constants = new IdentityHashMap<>();
    private final Map<Node, Local> locals = new IdentityHashMap<>();

    Attribution() {}

    /** The static type of an expression; empty if unknown, as that of a local class is. */
    public Optional<TypeMirror> typeOf(Expression expression) {
        TypeMirror known = types.get(expression);
        boolean anonymous = expression instanceof ObjectCreationExpr && known instanceof LocalType;
        return visible(anonymous ? ((LocalType) known).visible() : known);
    }

    /** The type that a type node names; empty if unknown. */
    public Optional<TypeMirror> typeOf(Type type) {
        return visible(types.get(type));
    }

    /** A type as others may see it: the compiler's model has none for local classes. */
    static Optional<TypeMirror> visible(TypeMirror type) {
        return Optional.ofNullable(type).filter(known -> !(known instanceof LocalType));
    }

    /** The declaration of the local or anonymous class that an expression is an object of; empty if it is of another type. */
    public Optional<Node> localClassOf(Expression expression) {
        return localClassOf(types.get(expression));
    }

    /** The declaration of the local class that a type node names; empty if it names another type. */
    public Optional<Node> localClassOf(Type type) {
        return localClassOf(types.get(type));
    }

    /** The local class that an expression is an object or array of; empty if it is of another type. */
    public Optional<OfLocalClass> localTypeOf(Expression expression) {
        return localTypeOf(types.get(expression));
    }

    /** The local class that a type node names, or an array of it; empty if it names another type. */
    public Optional<OfLocalClass> localTypeOf(Type type) {
        return localTypeOf(types.get(type));
    }

    static Optional<OfLocalClass> localTypeOf(TypeMirror type) {
        return type instanceof LocalType local
                ? Optional.of(new OfLocalClass(local.declaration().declaration(), local.dimensions()))
                : Optional.empty();
    }

    static Optional<Node> localClassOf(TypeMirror type) {
        return type instanceof LocalType local && local.dimensions() == 0
                ? Optional.of(local.declaration().declaration())
                : Optional.empty();
    }

    /** The type of a node; null if unknown. */
    TypeMirror known(Node node) {
        return types.get(node);
    }

    /** What a name, field access, call, creation, method reference or type stands for. */
    public Symbol symbolOf(Node node) {
        Symbol symbol = symbols.get(node);
        return symbol != null ? symbol : new Symbol.Unknown(node.toString());
    }

    /** What a node stands for; null if unknown. */
    Symbol found(Node node) {
        return symbols.get(node);
    }

    /** The value of a constant expression (JLS 15.29): a box of its type, or a string. */
    public Optional<Object> constantOf(Expression expression) {
        return Optional.ofNullable(constants.get(expression));
    }

    /** The variable that a declarator, parameter or pattern declares; null if the node was not reached. */
    public Local local(Node declaration) {
        return locals.get(declaration);
    }

    /** The locals declared outside of a lambda or class body that it mentions. */
    public Set<Local> captured(Node body) {
        Set<Local> inside = new LinkedHashSet<>();
        Set<Local> mentioned = new LinkedHashSet<>();
        body.walk(node -> {
            if (locals.get(node) != null) {
                inside.add(locals.get(node));
            }
            if (symbols.get(node) instanceof Symbol.LocalVariable variable) {
                mentioned.add(variable.local());
            }
        });
        mentioned.removeAll(inside);
        return mentioned;
    }

    TypeMirror type(Node node, TypeMirror type) {
        if (type != null) {
            types.put(node, type);
        }
        return type;
    }

    void symbol(Node node, Symbol symbol) {
        symbols.put(node, symbol);
    }

    void constant(Node node, Object value) {
        if (value != null) {
            constants.put(node, value);
        }
    }

    Object constant(Node node) {
        return constants.get(node);
    }

    void local(Node node, Local local) {
        locals.put(node, local);
    }
}
