package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.ir.ArrayFunction;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Effects;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Opacity;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Completes what opaque code may change by what is reached through objects. A lambda that was made over an array changes it
 * when it is called; a list changes when the object in it does. Objects and arrays between which a reference may flow,
 * in whatever order, form one group, and code that may change one of a group may change all.
 *
 * <p>Writing to an array that came out of an object changes the object: such a write becomes opaque code, too.
 */
final class Holders {
    private static final Pattern ELEMENT_OR_LENGTH = Pattern.compile("#|\\?\\s*\\.\\s*length\\b(?!\\s*\\()");

    private static final Pattern BODY = Pattern.compile("->|\\{");

    private final Map<Variable, Variable> parents = new HashMap<>();
    private final Set<Variable> supplied = new HashSet<>();
    private final Map<FieldId, Variable> places = new HashMap<>();

    private Holders() {}

    static Block complete(Block body) {
        Holders holders = new Holders();
        Walk.statements(body, holders::link);
        if (holders.parents.isEmpty()) {
            return body;
        }
        Map<Variable, Set<Variable>> groups = new LinkedHashMap<>();
        Walk.statements(
                body,
                stmt -> Walk.expressions(
                        stmt,
                        expr -> holders.mutableIn(expr)
                                .forEach(v -> groups.computeIfAbsent(holders.root(v), root -> new LinkedHashSet<>())
                                        .add(v))));
        return holders.complete(body, groups);
    }

    // ---- groups

    private void link(Stmt stmt) {
        Walk.expressions(stmt, expr -> {
            if (expr instanceof Expr.Opaque opaque) {
                join(opaque.effects().mutated());
            } else if (expr instanceof Expr.Call call) {
                List<Variable> arguments = mutableIn(call);
                if (arguments.stream().anyMatch(argument -> !isPlainArray(argument.type()))) {
                    join(arguments);
                }
            }
        });
        if (stmt instanceof Stmt.Assign assign
                && assign.target().type().isFollowed()
                && assign.value() instanceof Expr.Opaque opaque
                && !mutableIn(opaque).isEmpty()) {
            supplied.add(assign.target());
        }
        if (stmt instanceof Stmt.Assign assign && isMutable(assign.target().type())) {
            List<Variable> related = new ArrayList<>(mutableIn(assign.value()));
            related.add(assign.target());
            boolean flows = assign.value() instanceof Expr.Opaque
                    || !isPlainArray(assign.target().type());
            if (flows) {
                join(related);
            }
        } else if (stmt instanceof Stmt.Store store && isMutable(store.value().type())) {
            List<Variable> related = new ArrayList<>(mutableIn(store.array()));
            related.addAll(mutableIn(store.value()));
            if (!isPlainArray(store.array().type())) {
                join(related);
            }
        } else if (stmt instanceof Stmt.SetField set && isHolder(set.field().type())) {
            List<Variable> related = new ArrayList<>(mutableIn(set.value()));
            related.add(place(set.field()));
            join(related);
        }
    }

    private static boolean isHolder(Type type) {
        return isMutable(type) && !isPlainArray(type);
    }

    /**
     * Stands for what a field refers to in all objects. What changes a list in a field, or what is in the list, does not change
     * the object the field is in.
     */
    private Variable place(FieldId field) {
        return places.computeIfAbsent(field, f -> Variable.generated(f.name(), f.type()));
    }

    /** The variables in an expression whose objects or arrays may be reached through its value. */
    private List<Variable> mutableIn(Expr expr) {
        List<Variable> found = new ArrayList<>();
        if (expr instanceof Expr.Field field && isHolder(field.field().type())) {
            found.add(place(field.field()));
        } else if (expr instanceof Expr.Use use) {
            if (isMutable(use.type())) {
                found.add(use.variable());
            }
        } else if (expr instanceof Expr.Opaque opaque) {
            for (int i = 0; i < opaque.operands().size(); i++) {
                if (!readsNumber(opaque, i)) {
                    found.addAll(mutableIn(opaque.operands().get(i)));
                }
            }
        } else if (!readsNumber(expr)) {
            expr.operands().forEach(operand -> found.addAll(mutableIn(operand)));
        }
        return found;
    }

    /**
     * Whether opaque text uses an operand only for a number or a length in it: {@code m[i][j]} hands no reference on, unless
     * it stands in the body of a lambda or an anonymous class, which keeps the array.
     */
    private static boolean readsNumber(Expr.Opaque opaque, int operand) {
        if (keepsWhatItNames(opaque)
                || !(opaque.operands().get(operand).type() instanceof ArrayType type)
                || !(type.leaf() instanceof Primitive)) {
            return false;
        }
        StringBuilder behind = new StringBuilder();
        int holes = -1;
        for (Piece piece : opaque.pieces()) {
            if (holes >= operand) {
                behind.append(piece instanceof Piece.Text text ? text.text() : "_");
            }
            holes += piece instanceof Piece.Hole ? 1 : 0;
        }
        return ELEMENT_OR_LENGTH.matcher(withoutIndices(behind, type.rank())).lookingAt();
    }

    private static boolean keepsWhatItNames(Expr.Opaque opaque) {
        return opaque.pieces().stream()
                .anyMatch(piece -> piece instanceof Piece.Text text
                        && BODY.matcher(text.text()).find());
    }

    /** What follows the indices at the start of a text behind {@code ?}; {@code #} if there is one for each dimension. */
    private static String withoutIndices(CharSequence text, int rank) {
        int at = 0;
        for (int index = 0; index < rank; index++) {
            int start = at;
            while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
                start++;
            }
            if (start == text.length() || text.charAt(start) != '[') {
                return "?" + text.subSequence(at, text.length());
            }
            int depth = 0;
            for (at = start; at < text.length(); at++) {
                depth += text.charAt(at) == '[' ? 1 : text.charAt(at) == ']' ? -1 : 0;
                if (depth == 0) {
                    at++;
                    break;
                }
            }
        }
        return "#";
    }

    /** Whether an expression is an element or the length of an array. */
    private static boolean readsNumber(Expr expr) {
        return expr instanceof Expr.Length || expr instanceof Expr.Load && !isMutable(expr.type());
    }

    static boolean isMutable(Type type) {
        return type.isReference() && !type.equals(ReferenceType.STRING) && Conversions.unboxed(type) == null;
    }

    /** Objects, arrays of objects, of primitives or of such arrays: the core follows references between them by itself. */
    private static boolean isPlainArray(Type type) {
        return type.isFollowed() && !(type.leaf() instanceof ReferenceType);
    }

    private void join(List<Variable> variables) {
        for (Variable variable : variables) {
            Variable first = root(variables.get(0));
            Variable other = root(variable);
            if (first != other) {
                parents.put(other, first);
            }
        }
    }

    private Variable root(Variable variable) {
        Variable root = variable;
        while (parents.containsKey(root)) {
            root = parents.get(root);
        }
        return root;
    }

    // ---- effects

    private Block complete(Block block, Map<Variable, Set<Variable>> groups) {
        List<Stmt> statements = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            Stmt changed = Walk.mapOwn(written(stmt), expr -> complete(expr, groups));
            statements.add(Walk.withBlocks(changed, inner -> complete(inner, groups)));
        }
        return new Block(statements);
    }

    /** A write to an array that an object supplied, as opaque code; any other statement as it is. */
    private Stmt written(Stmt stmt) {
        if (stmt instanceof Stmt.Store store && store.value().type().isFloating() && isSupplied(store.array())) {
            List<Piece> pieces = List.of(
                    new Piece.Hole(), new Piece.Text("["), new Piece.Hole(), new Piece.Text("] = "), new Piece.Hole());
            return opaque(pieces, List.of(store.array(), store.index(), store.value()), store.array(), stmt.origin());
        }
        if (stmt instanceof Stmt.Perform perform
                && perform.action() instanceof Expr.ArrayCall call
                && call.type() == Primitive.VOID) {
            boolean copies = call.function() == ArrayFunction.ARRAYCOPY;
            Expr target = call.operands().get(copies ? 2 : 0);
            return isSupplied(target) ? opaque(invocation(call, copies), call.operands(), target, stmt.origin()) : stmt;
        }
        return stmt;
    }

    private boolean isSupplied(Expr array) {
        return array instanceof Expr.Use use && supplied.contains(use.variable());
    }

    private static List<Piece> invocation(Expr.ArrayCall call, boolean copies) {
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece.TypeName(new ReferenceType(copies ? "java.lang.System" : "java.util.Arrays")));
        pieces.add(new Piece.Text(copies ? ".arraycopy(" : ".fill("));
        for (int i = 0; i < call.operands().size(); i++) {
            pieces.add(new Piece.Text(i == 0 ? "" : ", "));
            pieces.add(new Piece.Hole());
        }
        pieces.add(new Piece.Text(")"));
        return pieces;
    }

    private static Stmt opaque(List<Piece> pieces, List<Expr> operands, Expr target, Origin origin) {
        Effects effects = new Effects(false, List.of(), List.of(((Expr.Use) target).variable()), false);
        return new Stmt.Perform(
                new Expr.Opaque(pieces, operands, Primitive.VOID, effects, Opacity.OBJECT, origin), origin);
    }

    private Expr complete(Expr expr, Map<Variable, Set<Variable>> groups) {
        Expr inner = expr.mapOperands(operand -> complete(operand, groups));
        if (!(inner instanceof Expr.Opaque opaque) || opaque.effects().mutated().isEmpty()) {
            return inner;
        }
        Effects effects = opaque.effects();
        return new Expr.Opaque(
                opaque.pieces(),
                opaque.operands(),
                opaque.type(),
                effects.mutating(all(effects.mutated(), groups), all(effects.stored(), groups)),
                opaque.opacity(),
                opaque.origin());
    }

    /** Variables with those in their groups. */
    private List<Variable> all(List<Variable> some, Map<Variable, Set<Variable>> groups) {
        Set<Variable> all = new LinkedHashSet<>(some);
        some.forEach(variable -> all.addAll(groups.getOrDefault(root(variable), Set.of())));
        return List.copyOf(all);
    }
}
