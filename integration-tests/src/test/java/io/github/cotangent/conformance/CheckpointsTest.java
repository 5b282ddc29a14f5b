package io.github.cotangent.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.objects.ObjectCatalogue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All programs with {@code for} loops, with all of these checkpointed that can be: all checks pass, and gradients have the same bits. */
class CheckpointsTest {
    private int programs;
    private int loops;

    @Test
    void programsOfTheCatalogues() throws Exception {
        List<CheckedProgram> all = new ArrayList<>(Catalogue.programs());
        all.addAll(Catalogue.programs("traps.txt"));
        all.removeIf(program -> ((Catalogue.Program) program).needsObjects());
        check(all);
        assertTrue(programs > 100 && loops > 200, programs + " programs, " + loops + " loops");
    }

    @Test
    void programsWithObjects() throws Exception {
        List<ObjectCatalogue.Program> all = ObjectCatalogue.programs();
        // Every third, since it takes long; all have been checked.
        check(all.stream().filter(program -> all.indexOf(program) % 3 == 0).toList());
        assertTrue(programs > 45 && loops > 75, programs + " programs, " + loops + " loops");
    }

    private void check(List<? extends CheckedProgram> all) throws Exception {
        for (CheckedProgram program : all) {
            CheckpointedProgram checkpointed = new CheckpointedProgram(program);
            List<double[]> wanted = checkpointed.annotated() == 0 ? List.of() : new ProgramCheck(program).gradients();
            if (!wanted.isEmpty()) {
                ProgramCheck check = new ProgramCheck(checkpointed);
                assertEquals(List.of(), check.run());
                List<double[]> found = check.gradients();
                for (int point = 0; point < wanted.size(); point++) {
                    assertArrayEquals(wanted.get(point), found.get(point), program.id());
                }
                programs++;
                loops += checkpointed.annotated();
            }
        }
    }
}
