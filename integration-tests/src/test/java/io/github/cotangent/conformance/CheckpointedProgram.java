package io.github.cotangent.conformance;

import io.github.cotangent.testing.Checkpointed;
import io.github.cotangent.testing.MemoryCompiler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A program all of whose loops are checkpointed that can be. */
public final class CheckpointedProgram implements CheckedProgram {
    private final CheckedProgram program;
    private final Map<String, Checkpointed> types = new LinkedHashMap<>();

    /** Finds out which loops cannot be checkpointed. */
    public CheckpointedProgram(CheckedProgram program) {
        this.program = program;
        program.sources(ProgramCheck.KINDS).forEach((type, text) -> {
            if (!type.endsWith(".Driver")) {
                String file = type.substring(type.lastIndexOf('.') + 1) + ".java";
                types.put(type, new Checkpointed(text, file));
            }
        });
        boolean more = annotated() > 0;
        while (more) {
            String errors = MemoryCompiler.compile(sources(ProgramCheck.KINDS)).errors();
            more = types.values().stream().filter(type -> type.refuse(errors)).count() > 0;
        }
    }

    /** How many loops are checkpointed. */
    public int annotated() {
        return types.values().stream()
                .mapToInt(type -> Checkpointed.loops(type.source()))
                .sum();
    }

    @Override
    public Map<String, String> sources(String kinds) {
        if (!kinds.equals(ProgramCheck.KINDS)) {
            throw new IllegalArgumentException("asked for with other kinds");
        }
        Map<String, String> sources = new LinkedHashMap<>(program.sources(kinds));
        types.forEach((type, checkpointed) -> sources.put(type, checkpointed.source()));
        return sources;
    }

    @Override
    public String id() {
        return program.id();
    }

    @Override
    public String name() {
        return program.name();
    }

    @Override
    public String source() {
        return program.source();
    }

    @Override
    public List<Catalogue.Point> points() {
        return program.points();
    }

    @Override
    public String packageName() {
        return program.packageName();
    }

    @Override
    public boolean differencesTell() {
        return program.differencesTell();
    }
}
