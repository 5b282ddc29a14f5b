package io.github.cotangent.processor.reverse;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.plan.Plan;
import io.github.cotangent.processor.plan.Version;
import java.util.List;
import java.util.Map;

/**
 * How a reverse sweep gets at what it needs.
 *
 * @param needed for each version that is needed, the statements whose adjoints need it
 * @param reverse the reverse sweep
 */
public record Decisions(Recording recording, Plan plan, Map<Version, List<Stmt>> needed, Block reverse) {}
