package io.github.cotangent.processor.normalize;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers the jumps, so that the reverse sweep knows which code a jump skipped.
 *
 * <p>A region is the body of a labelled block or an iteration of a loop. Its jumps are numbered from the last to the first
 * in text order; a jump stores its number in the exit code of every region it leaves. The code behind a statement that
 * contains jumps ran exactly if the region's code is at most the number of jumps behind that statement. Only the last
 * iteration of a loop can leave by break, so the code of breaks is one variable per execution of the loop, set to 0 before
 * it; continues have a code of their own, set to 0 in each iteration.
 */
public final class ExitCodes {

    /** The codes of one region; null where no such jump exists. */
    public record Codes(Variable leave, Variable skip) {}

    private static final class Region {
        final Label label;
        Variable leave;
        Variable skip;
        int leaves;
        int skips;

        Region(Label label) {
            this.label = label;
        }
    }

    private final Deque<Region> regions = new ArrayDeque<>();
    private final Map<Stmt, List<Guard>> guards = new IdentityHashMap<>();
    private final Map<Stmt, Guard> updates = new IdentityHashMap<>();
    private final Map<Label, Codes> codes = new IdentityHashMap<>();
    private final Block body;

    public ExitCodes(Block body) {
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

    /** Whether a variable is an exit code. */
    public boolean isCode(Variable variable) {
        return codes.values().stream().anyMatch(c -> c.leave() == variable || c.skip() == variable);
    }

    private Block block(Block block) {
        List<Stmt> reversed = new ArrayList<>();
        List<Stmt> statements = block.statements();
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
            regions.push(new Region(labelled.label()));
            Block inner = block(labelled.body());
            Region region = regions.pop();
            Stmt.Labelled now = new Stmt.Labelled(labelled.label(), inner, labelled.origin());
            reversed.add(now);
            finish(region, reversed);
            return now;
        }
        if (stmt instanceof Stmt.Loop loop) {
            Region region = new Region(loop.label());
            regions.push(region);
            Block update = block(loop.update());
            int behind = region.leaves;
            Block inner = block(loop.body());
            regions.pop();
            if (region.skip != null) {
                List<Stmt> reset = new ArrayList<>(inner.statements());
                reset.add(0, zero(region.skip));
                inner = new Block(reset);
            }
            Stmt.Loop now =
                    new Stmt.Loop(loop.label(), loop.condition(), loop.testFirst(), inner, update, loop.origin());
            if (region.leaves > behind && !update.isEmpty()) {
                updates.put(now, new Guard(region.leave, behind));
            }
            reversed.add(now);
            finish(region, reversed);
            return now;
        }
        Stmt now = withBlocks(stmt);
        reversed.add(now);
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
        return stmt;
    }

    private void finish(Region region, List<Stmt> reversed) {
        codes.put(region.label, new Codes(region.leave, region.skip));
        if (region.leave != null) {
            reversed.add(zero(region.leave));
        }
    }

    private void number(Stmt.Jump jump, List<Stmt> reversed) {
        List<Stmt> settings = new ArrayList<>();
        for (Region region : regions) {
            boolean target = region.label == jump.target();
            if (target && jump.isContinue()) {
                if (region.skip == null) {
                    region.skip = Variable.generated("skip", Primitive.INT);
                }
                settings.add(set(region.skip, ++region.skips, jump.origin()));
            } else {
                if (region.leave == null) {
                    region.leave = Variable.generated("exit", Primitive.INT);
                }
                settings.add(set(region.leave, ++region.leaves, jump.origin()));
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
