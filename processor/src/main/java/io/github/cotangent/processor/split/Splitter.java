package io.github.cotangent.processor.split;

import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.companion.PartNames;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Remark;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Cuts a long routine into parts. HotSpot never compiles methods of more than 8000 bytes of bytecode, which makes them many
 * times slower; javac refuses those of more than 64 KB.
 *
 * <p>Runs of statements become methods of their own, inner blocks first. Variables that only one part mentions stay its
 * locals; all others live in a frame object that the parts share. A jump out of a part is returned as a number, and made by
 * the caller.
 */
public final class Splitter {
    private static final int LONGEST = 6000;
    private static final int PART = 3500;
    private static final int SHORTEST = 120;
    private static final Set<Type> ANYTHING =
            Set.of(new ReferenceType("java.lang.Throwable"), new ReferenceType("java.lang.Exception"));
    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Pattern TYPE_DECLARATION =
            Pattern.compile("\\s*(?:final |static |abstract )*(?:class|record|enum|interface)\\s+(\\w+)");

    /**
     * A routine in parts.
     *
     * @param routines the routine itself, then its parts; just the routine if it is short
     * @param frame the shared variables; null if there are none
     */
    public record Split(List<Routine> routines, Companion.StateClass frame) {}

    /** A part before its variables are sorted out. */
    private record Part(String name, List<Stmt> statements, List<Stmt.Jump> exits, List<Type> thrown) {}

    private final Routine routine;
    private final UnaryOperator<String> names;
    private final Variable frame;
    private final List<Part> parts = new ArrayList<>();
    private List<Type> caught = List.of();
    private final Set<Variable> pinned;

    /** The names of the local classes, which only the method that declares them knows. */
    private final Set<String> localTypes;

    private Splitter(Routine routine, UnaryOperator<String> names) {
        this.routine = routine;
        this.names = names;
        String capitalized =
                Character.toUpperCase(routine.name().charAt(0)) + routine.name().substring(1);
        this.frame = Variable.generated("frame", new ReferenceType(names.apply(capitalized + "Frame")));
        this.localTypes = localTypes(routine.body());
        this.pinned = Promotion.pinned(routine.body());
        Walk.statements(routine.body(), stmt -> {
            Set<Variable> mentioned = new HashSet<>(Walk.read(stmt));
            Walk.assigned(stmt, mentioned);
            mentioned.removeIf(
                    variable -> !localTypes.contains(variable.type().leaf().toString()));
            pinned.addAll(mentioned);
        });
    }

    /** Cuts a routine if it is too long; {@code names} turns wishes into free names of methods and classes. */
    public static Split split(Routine routine, UnaryOperator<String> names) {
        if (CodeSize.of(routine.body()) <= LONGEST) {
            return new Split(List.of(routine), null);
        }
        return new Splitter(routine, names).split();
    }

    private Split split() {
        Block body = block(routine.body());
        Map<Variable, Integer> owners = new HashMap<>();
        Set<Variable> shared = new LinkedHashSet<>();
        own(body, -1, owners, shared);
        for (int i = 0; i < parts.size(); i++) {
            own(new Block(parts.get(i).statements()), i, owners, shared);
        }
        for (Variable parameter : routine.parameters()) {
            if (owners.getOrDefault(parameter, -1) >= 0) {
                shared.add(parameter);
            }
        }
        List<Companion.Part> fields = new ArrayList<>();
        Map<Variable, String> places = new HashMap<>();
        PartNames names = new PartNames();
        for (Variable variable : shared) {
            String name = names.unique(variable.name());
            places.put(variable, name);
            fields.add(new Companion.Part(name, variable.type()));
        }
        Promotion promotion = new Promotion(frame, places);
        List<Stmt> main = new ArrayList<>();
        main.add(new Stmt.Assign(frame, new Expr.NewState((ReferenceType) frame.type()), Origin.NONE));
        for (Variable parameter : routine.parameters()) {
            if (shared.contains(parameter)) {
                main.add(promotion.set(parameter, new Expr.Use(parameter), Origin.NONE));
            }
        }
        main.addAll(promotion.in(body).statements());
        List<Remark> remarks = new ArrayList<>(routine.remarks());
        List<Routine> routines = new ArrayList<>();
        for (Part part : parts) {
            Variable own = Variable.parameter("frame", frame.type());
            List<Stmt> statements =
                    new ArrayList<>(promotion.in(new Block(part.statements())).statements());
            Block whole = new Block(statements);
            boolean exits = !part.exits().isEmpty();
            if (exits && Walk.completesNormally(whole)) {
                statements.add(new Stmt.Return(Expr.Constant.of(0), Origin.NONE));
            }
            Block renamed = rename(new Block(statements), own);
            routines.add(new Routine(
                            part.name(),
                            List.of("A part of {@code " + routine.name()
                                    + "}, which would be too long to be compiled well."),
                            false,
                            List.of(own),
                            exits ? Primitive.INT : Primitive.VOID,
                            renamed,
                            routine.reserved())
                    .throwing(Stream.concat(routine.thrown().stream(), part.thrown().stream())
                            .distinct()
                            .toList())
                    .remarking(within(renamed, remarks)));
        }
        routines.add(0, routine.withBody(new Block(main)).remarking(remarks));
        return new Split(
                routines,
                new Companion.StateClass(
                        ((ReferenceType) frame.type()).name(),
                        false,
                        "The variables that the parts of {@code " + routine.name() + "} share.",
                        fields));
    }

    private void own(Block block, int owner, Map<Variable, Integer> owners, Set<Variable> shared) {
        Walk.statements(block, stmt -> {
            Set<Variable> mentioned = new LinkedHashSet<>(Walk.read(stmt));
            Walk.assigned(stmt, mentioned);
            for (Variable variable : mentioned) {
                if (variable == frame || variable.isStatic()) {
                    continue;
                }
                Integer other = owners.putIfAbsent(variable, owner);
                if (other != null && other != owner) {
                    shared.add(variable);
                }
            }
        });
    }

    // ---- cutting

    private Block block(Block block) {
        List<Stmt> statements = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            statements.add(CodeSize.of(stmt) > PART ? Walk.withBlocks(stmt, inner -> inner(stmt, inner)) : stmt);
        }
        if (CodeSize.of(new Block(statements)) <= PART) {
            return new Block(statements);
        }
        List<Stmt> out = new ArrayList<>();
        List<Stmt> run = new ArrayList<>();
        int size = 0;
        for (Stmt stmt : statements) {
            int next = CodeSize.of(stmt);
            boolean stays = isPinned(stmt);
            if (stays || size + next > PART) {
                flush(run, size, out);
                size = 0;
            }
            if (stays) {
                out.add(stmt);
            } else {
                run.add(stmt);
                size += next;
            }
        }
        flush(run, size, out);
        return new Block(out);
    }

    /** What is cut out of the body of a {@code try} throws what that catches. */
    private Block inner(Stmt stmt, Block block) {
        if (!(stmt instanceof Stmt.Try attempt) || block != attempt.body()) {
            return block(block);
        }
        List<Type> types = attempt.catches().stream()
                .flatMap(each -> each.types().stream())
                .toList();
        // A clause that takes everything and throws it on may throw no more than the body says it does.
        if (types.stream().anyMatch(ANYTHING::contains)) {
            return block;
        }
        List<Type> around = caught;
        caught = Stream.concat(around.stream(), types.stream()).distinct().toList();
        Block now = block(block);
        caught = around;
        return now;
    }

    /** Whether a statement has to stay: it returns, or opaque text in it needs a real local variable or a local class. */
    private boolean isPinned(Stmt stmt) {
        boolean[] found = new boolean[1];
        Walk.statements(Block.of(stmt), inner -> {
            Set<Variable> mentioned = new HashSet<>(Walk.read(inner));
            Walk.assigned(inner, mentioned);
            mentioned.retainAll(pinned);
            found[0] |= inner instanceof Stmt.Return || !mentioned.isEmpty() || namesLocalType(inner);
        });
        return found[0];
    }

    private boolean namesLocalType(Stmt stmt) {
        boolean[] found = new boolean[1];
        Walk.expressions(stmt, expr -> {
            if (expr instanceof Expr.Opaque opaque && !localTypes.isEmpty()) {
                for (Piece piece : opaque.pieces()) {
                    found[0] |= piece instanceof Piece.TypeName name
                            && localTypes.contains(name.type().leaf().toString());
                    found[0] |= piece instanceof Piece.Text text
                            && WORD.matcher(text.text()).results().anyMatch(word -> localTypes.contains(word.group()));
                }
            }
        });
        return found[0];
    }

    private static Set<String> localTypes(Block body) {
        Set<String> names = new HashSet<>();
        Walk.statements(body, stmt -> {
            if (stmt instanceof Stmt.Perform perform
                    && perform.action() instanceof Expr.Opaque opaque
                    && opaque.type() == Primitive.VOID
                    && !opaque.pieces().isEmpty()
                    && opaque.pieces().get(0) instanceof Piece.Text text) {
                Matcher declaration = TYPE_DECLARATION.matcher(text.text());
                if (declaration.lookingAt()) {
                    names.add(declaration.group(1));
                }
            }
        });
        return names;
    }

    private void flush(List<Stmt> run, int size, List<Stmt> out) {
        if (size < SHORTEST) {
            out.addAll(run);
            run.clear();
            return;
        }
        List<Stmt.Jump> exits = new ArrayList<>();
        List<Stmt> statements = leave(new Block(run), inner(run), exits).statements();
        run.clear();
        Part part = new Part(names.apply(routine.name() + "Part" + (parts.size() + 1)), statements, exits, caught);
        parts.add(part);
        Expr call = new Expr.GeneratedCall(
                "", part.name(), List.of(new Expr.Use(frame)), exits.isEmpty() ? Primitive.VOID : Primitive.INT);
        if (exits.isEmpty()) {
            out.add(new Stmt.Perform(call, Origin.NONE));
            return;
        }
        Variable code = Variable.generated("way", Primitive.INT);
        out.add(new Stmt.Assign(code, call, Origin.NONE));
        for (int i = 0; i < exits.size(); i++) {
            Expr taken = new Expr.Binary(BinaryOp.EQ, new Expr.Use(code), Expr.Constant.of(i + 1), Primitive.BOOLEAN);
            out.add(new Stmt.If(taken, Block.of(exits.get(i)), Block.EMPTY, Origin.NONE));
        }
    }

    /** The labels that statements define. */
    private static Set<Object> inner(List<Stmt> statements) {
        Set<Object> labels = new HashSet<>();
        Walk.statements(new Block(statements), stmt -> {
            if (stmt instanceof Stmt.Loop loop) {
                labels.add(loop.label());
            } else if (stmt instanceof Stmt.Labelled labelled) {
                labels.add(labelled.label());
            }
        });
        return labels;
    }

    /** Turns jumps to labels outside into returns of their number. */
    private static Block leave(Block block, Set<Object> inside, List<Stmt.Jump> exits) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            if (stmt instanceof Stmt.Jump jump && !inside.contains(jump.target())) {
                out.add(new Stmt.Return(Expr.Constant.of(number(jump, exits)), jump.origin()));
            } else {
                out.add(Walk.withBlocks(stmt, inner -> leave(inner, inside, exits)));
            }
        }
        return new Block(out);
    }

    private static int number(Stmt.Jump jump, List<Stmt.Jump> exits) {
        for (int i = 0; i < exits.size(); i++) {
            if (exits.get(i).target() == jump.target() && exits.get(i).isContinue() == jump.isContinue()) {
                return i + 1;
            }
        }
        exits.add(jump);
        return exits.size();
    }

    // ---- shared variables

    /** Takes the remarks out that stand in the lines a part comes from. */
    private static List<Remark> within(Block part, List<Remark> remarks) {
        IntSummaryStatistics lines = new IntSummaryStatistics();
        Walk.statements(part, stmt -> {
            if (stmt.origin().line() > 0) {
                lines.accept(stmt.origin().line());
            }
        });
        List<Remark> found = remarks.stream()
                .filter(remark -> lines.getMin() <= remark.line() && remark.line() <= lines.getMax())
                .toList();
        remarks.removeAll(found);
        return found;
    }

    private Block rename(Block block, Variable own) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            out.add(Walk.mapOwn(
                    Walk.withBlocks(stmt, inner -> rename(inner, own)),
                    expr -> Walk.substitute(expr, v -> v == frame ? new Expr.Use(own) : null)));
        }
        return new Block(out);
    }
}
