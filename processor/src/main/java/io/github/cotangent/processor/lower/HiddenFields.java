package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.TypeElement;

/** Sees an object as of a superclass where a field of that is meant and a class below has one of the same name. */
final class HiddenFields {
    private final Expr.Use object;
    private final TypeElement type;
    private final Map<String, Variable> seen = new TreeMap<>();

    private HiddenFields(Variable object, TypeElement type) {
        this.object = new Expr.Use(object);
        this.type = type;
    }

    /**
     * The body with other variables for the object where fields are hidden.
     *
     * @param type the class of the variable
     */
    static Block reached(Block body, Variable object, TypeElement type) {
        HiddenFields pass = new HiddenFields(object, type);
        Block rest = pass.block(body);
        List<Stmt> whole = new ArrayList<>();
        pass.seen
                .values()
                .forEach(
                        name -> whole.add(new Stmt.Assign(name, new Expr.Cast(pass.object, name.type()), Origin.NONE)));
        whole.addAll(rest.statements());
        return new Block(whole);
    }

    private Block block(Block block) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            Stmt now = Walk.withBlocks(Walk.mapOwn(stmt, this::expr), this::block);
            out.add(
                    now instanceof Stmt.SetField set && set.object().equals(object) && isHidden(set.field())
                            ? new Stmt.SetField(
                                    above(set.field()), set.field(), set.value(), set.isThere(), set.origin())
                            : now);
        }
        return new Block(out);
    }

    private Expr expr(Expr expr) {
        return expr instanceof Expr.Field field && field.object().equals(object) && isHidden(field.field())
                ? new Expr.Field(above(field.field()), field.field(), field.type())
                : expr.mapOperands(this::expr);
    }

    private Expr above(FieldId field) {
        return new Expr.Use(seen.computeIfAbsent(
                field.owner(), owner -> Variable.temporary("above", new ObjectType(field.ownerType()))));
    }

    private boolean isHidden(FieldId field) {
        TypeElement each = type;
        while (each != null && !TypeTranslation.nameOf(each).equals(field.owner())) {
            if (Classes.declares(each, field.name())) {
                return true;
            }
            each = Inheritance.elementOf(each.getSuperclass()).orElse(null);
        }
        return false;
    }
}
