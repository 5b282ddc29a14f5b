package io.github.cotangent.processor.simplify;

import io.github.cotangent.processor.ir.Variable;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** The variables that are live at one place, as bits: passes copy and join such sets at every branch. */
final class Live {
    private final Map<Variable, Integer> numbers;
    private final BitSet bits;

    private Live(Map<Variable, Integer> numbers, BitSet bits) {
        this.numbers = numbers;
        this.bits = bits;
    }

    /** The empty set, with a numbering of its own that its copies share. */
    static Live none() {
        return new Live(new HashMap<>(), new BitSet());
    }

    Live copy() {
        return new Live(numbers, (BitSet) bits.clone());
    }

    boolean contains(Variable variable) {
        Integer number = numbers.get(variable);
        return number != null && bits.get(number);
    }

    void addAll(Iterable<Variable> variables) {
        for (Variable variable : variables) {
            bits.set(numbers.computeIfAbsent(variable, key -> numbers.size()));
        }
    }

    void addAll(Live other) {
        bits.or(other.bits);
    }

    void remove(Variable variable) {
        Integer number = numbers.get(variable);
        if (number != null) {
            bits.clear(number);
        }
    }

    void clear() {
        bits.clear();
    }

    void set(Live other) {
        bits.clear();
        bits.or(other.bits);
    }

    int size() {
        return bits.cardinality();
    }
}
