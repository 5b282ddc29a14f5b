package io.github.cotangent.processor.print;

import io.github.cotangent.processor.ir.Remark;
import io.github.cotangent.processor.ir.Stmt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What ties generated lines to the user's: the number of the source line they come from, at the first statement of each, and
 * the comments that stand there. Every comment is printed once, in the forward sweep.
 */
final class SourceLines {
    private final Deque<Remark> left;
    private int line;

    SourceLines(List<Remark> remarks) {
        this.left = new ArrayDeque<>(remarks);
    }

    /** The comments that belong above a statement; to be asked before its {@link #mark}. */
    List<String> above(Stmt stmt) {
        List<String> found = new ArrayList<>();
        int now = stmt.origin().line();
        if (now == 0) {
            return found;
        }
        while (!left.isEmpty() && left.peek().line() < now) {
            found.addAll(left.poll().lines());
        }
        return found;
    }

    /** What stands behind a statement on its line: the number of a new source line, and what the user remarked there. */
    String mark(Stmt stmt) {
        int now = stmt.origin().line();
        if (now == 0 || now == line) {
            return "";
        }
        line = now;
        StringBuilder mark = new StringBuilder(" // line " + now);
        while (!left.isEmpty() && left.peek().line() == now && !left.peek().alone()) {
            mark.append(mark.indexOf(":") < 0 ? ": " : "; ")
                    .append(String.join(" ", left.poll().lines()));
        }
        return mark.toString();
    }

    /** From here on the text runs backwards: it names its lines anew, and no comments. */
    void turn() {
        left.clear();
        line = 0;
    }
}
