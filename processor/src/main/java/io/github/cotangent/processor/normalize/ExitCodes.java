package io.github.cotangent.processor.normalize;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Numbers the jumps, so that the reverse sweep knows which code a jump skipped.
 *
 * <p>A region is the body of a labelled block or an iteration of a loop. Its jumps are numbered from the last to the first
 * in text order; a jump stores its number in the exit code of every region it leaves. The code behind a statement that
 * contains jumps ran exactly if the region's code is at most the number of jumps behind that statement. Only the last
 * iteration of a loop can leave by break, so the code of breaks is one variable per execution of the loop, set to 0 before
 * it; continues have a code of their own, set to 0 in each iteration.
 *
 * <p>An exception that is caught in the method leaves regions as a jump does. Nobody knows beforehand whether it will come, so the
 * number is stored before every statement that may throw, and says that this statement and all behind it did not run; the next one
 * has a lower number, and 0 is stored at the end of the region. Bodies of {@code try} statements are regions, too, and so are
 * finalizers that an exception may leave. A finalizer runs while a jump or an exception is on its way: before it, the regions around
 * are marked as left at this statement, whatever the reason.
 */
public final class ExitCodes {

    /** The codes of one region; null where no such jump exists. */
    public record Codes(Variable leave, Variable skip) {}

    /**
     * The codes of a {@code try} statement; null where there is none.
     *
     * @param body where its body was left
     * @param finalizer where its finalizer was left
     * @param caught the number of the clause that ran, from 1; 0 if none did
     */
    public record Attempt(Variable body, Variable finalizer, Variable caught) {
        static final Attempt NONE = new Attempt(null, null, null);
    }

    private enum Kind {
        LABELLED,
        LOOP,
        /** A body from which exceptions are caught. */
        TRIED,
        /** A body with a finalizer. */
        FINALLY,
        FINALIZER
    }

    private static final class Region {
        final Kind kind;
        final Label label;
        Variable leave;
        Variable skip;
        int leaves;
        int skips;
        /** Whether an exception may leave it. */
        boolean throwing;

        Region(Kind kind, Label label) {
            this.kind = kind;
            this.label = label;
        }

        Variable leave() {
            if (leave == null) {
                leave = Variable.generated("exit", Primitive.INT);
            }
            return leave;
        }

        Variable skip() {
            if (skip == null) {
                skip = Variable.generated("skip", Primitive.INT);
            }
            return skip;
        }
    }

    private final Deque<Region> regions = new ArrayDeque<>();
    private final Map<Stmt, List<Guard>> guards = new IdentityHashMap<>();
    private final Map<Stmt, Guard> updates = new IdentityHashMap<>();
    private final Map<Label, Codes> codes = new IdentityHashMap<>();
    private final Map<Stmt, Attempt> attempts = new IdentityHashMap<>();
    private final Set<Variable> variables = new HashSet<>();
    private final Set<Label> interruptible = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Predicate<Stmt> isQuiet;
    private final Block body;

    public ExitCodes(Block body) {
        this(body, stmt -> false);
    }

    /** @param isQuiet tells which statements never throw, whatever they look like */
    public ExitCodes(Block body, Predicate<Stmt> isQuiet) {
        this.isQuiet = isQuiet;
        this.body = block(body);
    }

    /** The body with the assignments of exit codes. */
    public Block body() {
        return body;
    }

    /** The conditions, all of which must hold, under which the code behind a statement ran; empty if it always did. */
    public List<Guard> guards(Stmt stmt) {
        return guards.getOrDefault(stmt, List.of());
    }

    /** The condition under which an iteration's update ran; null if it always did. */
    public Guard updateGuard(Stmt.Loop loop) {
        return updates.get(loop);
    }

    /** The codes of a loop or labelled block. */
    public Codes codes(Label label) {
        return codes.get(label);
    }

    /** The codes of a {@code try} statement. */
    public Attempt attempt(Stmt stmt) {
        return attempts.getOrDefault(stmt, Attempt.NONE);
    }

    /** Whether a loop may end before its condition says so: by a jump, or by an exception that is caught. */
    public boolean isInterruptible(Stmt.Loop loop) {
        return codes(loop.label()).leave() != null || interruptible.contains(loop.label());
    }

    /** Whether a variable is an exit code. */
    public boolean isCode(Variable variable) {
        return variables.contains(variable);
    }

    private Block block(Block block) {
        List<Stmt> reversed = new ArrayList<>();
        List<Stmt> statements = block.statements();
        Set<Integer> sites = isCaught() ? ThrowSites.in(block, isQuiet) : Set.of();
        for (int i = statements.size() - 1; i >= 0; i--) {
            Region region = regions.peek();
            int leaves = region == null ? 0 : region.leaves;
            int skips = region == null ? 0 : region.skips;
            int at = reversed.size();
            Stmt stmt = statement(statements.get(i), reversed);
            if (region != null) {
                List<Guard> conditions = new ArrayList<>();
                if (region.leaves > leaves) {
                    conditions.add(new Guard(region.leave, leaves));
                }
                if (region.skips > skips) {
                    conditions.add(new Guard(region.skip, skips));
                }
                if (!conditions.isEmpty() && at > 0) {
                    guards.put(stmt, conditions);
                }
            }
            if (sites.contains(i)) {
                Guard passed = new Guard(region.leave(), region.leaves);
                int first = reversed.size();
                reversed.addAll(marks(statements.get(i).origin()));
                guards.put(reversed.get(first), List.of(passed));
            }
        }
        Collections.reverse(reversed);
        return new Block(reversed);
    }

    /** Adds the statement, and behind it what must run before it; returns the statement as it now is. */
    private Stmt statement(Stmt stmt, List<Stmt> reversed) {
        if (stmt instanceof Stmt.Jump jump) {
            reversed.add(jump);
            number(jump, reversed);
            return jump;
        }
        if (stmt instanceof Stmt.Labelled labelled) {
            Region region = new Region(Kind.LABELLED, labelled.label());
            Block inner = inside(region, labelled.body());
            Stmt.Labelled now = new Stmt.Labelled(labelled.label(), inner, labelled.origin());
            reversed.add(now);
            finish(region, reversed);
            return now;
        }
        if (stmt instanceof Stmt.Loop loop) {
            return loop(loop, reversed);
        }
        if (stmt instanceof Stmt.Try attempt && (Walk.goesOn(attempt) || isCaught())) {
            return attempt(attempt, reversed);
        }
        if (stmt instanceof Stmt.TryFinally attempt && isCaught()) {
            return attempt(attempt, reversed);
        }
        Stmt now = withBlocks(stmt);
        reversed.add(now);
        return now;
    }

    private Stmt loop(Stmt.Loop loop, List<Stmt> reversed) {
        Region region = new Region(Kind.LOOP, loop.label());
        regions.push(region);
        List<Stmt> update = new ArrayList<>(block(loop.update()).statements());
        int behind = region.leaves;
        if (region.throwing) {
            update.add(zero(region.leave));
        }
        region.throwing = false;
        Block inner = block(loop.body());
        regions.pop();
        if (region.throwing) {
            update.add(0, zero(region.leave));
        }
        if (region.skip != null) {
            List<Stmt> reset = new ArrayList<>(inner.statements());
            reset.add(0, zero(region.skip));
            inner = new Block(reset);
        }
        Stmt.Loop now = new Stmt.Loop(
                loop.label(), loop.condition(), loop.testFirst(), inner, new Block(update), loop.origin());
        if (region.leaves > behind && !update.isEmpty()) {
            updates.put(now, new Guard(region.leave, behind));
        }
        reversed.add(now);
        finish(region, reversed);
        if (isCaught() && ThrowSites.mayThrow(loop.condition())) {
            interruptible.add(loop.label());
            reversed.addAll(marks(loop.origin()));
        }
        return now;
    }

    /** Rebuilds a branching statement, its last block first: numbers grow against the text. */
    private Stmt withBlocks(Stmt stmt) {
        if (stmt instanceof Stmt.If choice) {
            Block otherwise = block(choice.otherwise());
            Block then = block(choice.then());
            return new Stmt.If(choice.condition(), then, otherwise, choice.origin());
        }
        if (stmt instanceof Stmt.Switch choice) {
            List<Stmt.Case> cases = new ArrayList<>();
            for (int i = choice.cases().size() - 1; i >= 0; i--) {
                Stmt.Case arm = choice.cases().get(i);
                cases.add(0, new Stmt.Case(arm.labels(), arm.isDefault(), block(arm.body())));
            }
            return new Stmt.Switch(choice.selector(), cases, choice.origin());
        }
        if (stmt instanceof Stmt.TryFinally attempt) {
            Block finalizer = block(attempt.finalizer());
            return new Stmt.TryFinally(block(attempt.body()), finalizer, attempt.origin());
        }
        if (stmt instanceof Stmt.Try attempt) {
            List<Stmt.Catch> catches = new ArrayList<>();
            for (int i = attempt.catches().size() - 1; i >= 0; i--) {
                Stmt.Catch clause = attempt.catches().get(i);
                catches.add(0, new Stmt.Catch(clause.types(), clause.exception(), block(clause.body())));
            }
            return new Stmt.Try(block(attempt.body()), catches, attempt.origin());
        }
        if (stmt instanceof Stmt.Synchronized guarded) {
            return new Stmt.Synchronized(guarded.lock(), block(guarded.body()), guarded.origin());
        }
        return stmt;
    }

    // ---- exceptions

    /** Whether an exception at this place is caught in the method. */
    private boolean isCaught() {
        return regions.stream().anyMatch(region -> region.kind == Kind.TRIED);
    }

    private Stmt attempt(Stmt.Try attempt, List<Stmt> reversed) {
        Variable caught = code(Variable.generated("caught", Primitive.INT));
        List<Stmt.Catch> catches = new ArrayList<>();
        for (int i = attempt.catches().size() - 1; i >= 0; i--) {
            Stmt.Catch clause = attempt.catches().get(i);
            Block inner = block(clause.body());
            List<Stmt> statements = new ArrayList<>();
            statements.add(set(caught, i + 1, attempt.origin()));
            statements.addAll(withdrawn(attempt.body()));
            statements.addAll(inner.statements());
            catches.add(0, new Stmt.Catch(clause.types(), clause.exception(), new Block(statements)));
        }
        Region region = new Region(Kind.TRIED, null);
        Block inner = inside(region, attempt.body());
        Stmt.Try now = new Stmt.Try(inner, catches, attempt.origin());
        reversed.add(now);
        start(region, reversed);
        reversed.add(zero(caught));
        attempts.put(now, new Attempt(region.leave, null, caught));
        return now;
    }

    /** Takes back what jumps have stored that an exception stopped on their way, in a finalizer. */
    private List<Stmt> withdrawn(Block tried) {
        Set<Label> left = Walk.targetsOutside(tried);
        boolean[] stops = {false};
        Walk.statements(tried, stmt -> stops[0] |= stmt instanceof Stmt.TryFinally);
        List<Stmt> out = new ArrayList<>();
        if (!stops[0] || left.isEmpty()) {
            return out;
        }
        Set<Region> marked = Collections.newSetFromMap(new IdentityHashMap<>());
        marked.addAll(reached());
        Set<Label> open = Collections.newSetFromMap(new IdentityHashMap<>());
        open.addAll(left);
        for (Region region : regions) {
            if (open.isEmpty()) {
                break;
            }
            open.remove(region.label);
            out.add(marked.contains(region) ? mark(region, Origin.NONE) : zero(code(region.leave())));
            if (left.contains(region.label) && region.kind == Kind.LOOP) {
                out.add(zero(code(region.skip())));
            }
        }
        return out;
    }

    private Stmt attempt(Stmt.TryFinally attempt, List<Stmt> reversed) {
        Region last = new Region(Kind.FINALIZER, null);
        Block finalizer = inside(last, attempt.finalizer());
        if (last.throwing) {
            List<Stmt> statements = new ArrayList<>(marks(attempt.origin()));
            statements.addAll(finalizer.statements());
            finalizer = new Block(statements);
        }
        Region region = new Region(Kind.FINALLY, null);
        Block inner = inside(region, attempt.body());
        Stmt.TryFinally now = new Stmt.TryFinally(inner, finalizer, attempt.origin());
        reversed.add(now);
        start(region, reversed);
        start(last, reversed);
        attempts.put(now, new Attempt(region.leave, last.leave, null));
        return now;
    }

    /** Rebuilds the inside of a region, at whose end no exception can leave it any more. */
    private Block inside(Region region, Block block) {
        regions.push(region);
        Block inner = block(block);
        regions.pop();
        if (!region.throwing || !Walk.completesNormally(inner)) {
            return inner;
        }
        List<Stmt> statements = new ArrayList<>(inner.statements());
        statements.add(zero(region.leave));
        return new Block(statements);
    }

    /** The regions that an exception at this place may leave, but for those that a finalizer around has marked already. */
    private List<Region> reached() {
        List<Region> all = new ArrayList<>();
        int end = 0;
        for (Region region : regions) {
            all.add(region);
            if (region.kind == Kind.FINALIZER) {
                return all;
            }
            if (region.kind == Kind.TRIED) {
                end = all.size();
            }
        }
        return all.subList(0, end);
    }

    /** Marks all these regions as left at this place. */
    private List<Stmt> marks(Origin origin) {
        List<Stmt> out = new ArrayList<>();
        reached().forEach(region -> out.add(mark(region, origin)));
        return out;
    }

    private Stmt mark(Region region, Origin origin) {
        region.throwing = true;
        return set(code(region.leave()), ++region.leaves, origin);
    }

    private Variable code(Variable variable) {
        variables.add(variable);
        return variable;
    }

    private void start(Region region, List<Stmt> reversed) {
        if (region.leave != null) {
            reversed.add(zero(code(region.leave)));
        }
    }

    private void finish(Region region, List<Stmt> reversed) {
        codes.put(region.label, new Codes(region.leave, region.skip));
        if (region.skip != null) {
            code(region.skip);
        }
        start(region, reversed);
    }

    private void number(Stmt.Jump jump, List<Stmt> reversed) {
        List<Stmt> settings = new ArrayList<>();
        for (Region region : regions) {
            boolean target = region.label == jump.target();
            if (target && jump.isContinue()) {
                settings.add(set(region.skip(), ++region.skips, jump.origin()));
            } else {
                settings.add(set(region.leave(), ++region.leaves, jump.origin()));
            }
            if (target) {
                break;
            }
        }
        Collections.reverse(settings);
        reversed.addAll(settings);
    }

    private static Stmt set(Variable code, int number, Origin origin) {
        return new Stmt.Assign(code, Expr.Constant.of(number), origin);
    }

    private static Stmt zero(Variable code) {
        return new Stmt.Assign(code, Expr.Constant.of(0), Origin.NONE);
    }
}
