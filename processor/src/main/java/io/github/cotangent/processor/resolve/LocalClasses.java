package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.CompactConstructorDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.EnumConstantDeclaration;
import com.github.javaparser.ast.body.EnumDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.InitializerDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithImplements;
import com.github.javaparser.ast.nodeTypes.NodeWithTypeParameters;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.type.TypeMirror;

/** Describes the classes that a body declares, and attributes their members. Their type parameters stay unknown. */
final class LocalClasses {
    private final Parts all;

    LocalClasses(Parts all) {
        this.all = all;
    }

    /** A class declaration among statements; it is in scope from here to the end of the block. */
    void declare(TypeDeclaration<?> declaration) {
        LocalClass local = create(declaration);
        all.scope.declare(local.name(), new LocalType(local));
        describe(local, declaration);
        members(local, declaration);
    }

    /** The type of what an expression with a class body creates. */
    TypeMirror anonymous(ObjectCreationExpr creation, TypeMirror supertype) {
        List<BodyDeclaration<?>> body = creation.getAnonymousClassBody().orElseThrow();
        LocalClass local = new LocalClass("", creation, false);
        boolean contract = TypeOps.element(supertype) != null
                && TypeOps.element(supertype).getKind().isInterface();
        if (contract || supertype == null) {
            local.supertype(all.ops.object());
        }
        if (supertype != null) {
            local.supertype(supertype);
        }
        all.scope.enter(local);
        describeMembers(local, body);
        all.scope.leave();
        attribute(local, body);
        return supertype == null ? null : new LocalType(local);
    }

    /** The body of an enum constant. */
    void constant(EnumConstantDeclaration constant, TypeMirror enumeration) {
        LocalClass local = new LocalClass("", constant, false);
        local.supertype(enumeration);
        all.scope.enter(local);
        describeMembers(local, constant.getClassBody());
        all.scope.leave();
        attribute(local, constant.getClassBody());
    }

    // ---- description

    private static LocalClass create(TypeDeclaration<?> declaration) {
        boolean contract = declaration instanceof ClassOrInterfaceDeclaration type && type.isInterface();
        return new LocalClass(declaration.getNameAsString(), declaration, contract);
    }

    private void describe(LocalClass local, TypeDeclaration<?> declaration) {
        all.scope.enter();
        hideTypeParameters(declaration);
        supertypes(local, declaration);
        all.scope.enter(local);
        if (declaration instanceof EnumDeclaration enumeration) {
            constants(local, enumeration);
        }
        describeMembers(local, declaration.getMembers());
        if (declaration instanceof RecordDeclaration pattern) {
            components(local, pattern);
        }
        if (local.constructors().isEmpty()) {
            local.constructor(candidate(declaration, List.of(), false, null));
        }
        all.scope.leave();
        all.scope.leave();
    }

    private void hideTypeParameters(Node declaration) {
        if (declaration instanceof NodeWithTypeParameters<?> generic) {
            generic.getTypeParameters().forEach(each -> all.scope.declare(each.getNameAsString(), null));
        }
    }

    private void supertypes(LocalClass local, TypeDeclaration<?> declaration) {
        List<ClassOrInterfaceType> extended = new ArrayList<>();
        if (declaration instanceof ClassOrInterfaceDeclaration type) {
            extended.addAll(type.getExtendedTypes());
        }
        String implied = declaration.isRecordDeclaration()
                ? "java.lang.Record"
                : declaration.isEnumDeclaration() ? "java.lang.Enum" : "java.lang.Object";
        if (extended.isEmpty() || local.isInterface()) {
            local.supertype(all.ops.declared(all.ops.element(implied), List.of()));
        }
        if (declaration instanceof NodeWithImplements<?> implementing) {
            extended.addAll(implementing.getImplementedTypes());
        }
        for (ClassOrInterfaceType each : extended) {
            TypeMirror type = all.typeNodes.of(each);
            local.supertype(type == null ? all.ops.object() : type);
        }
    }

    private void describeMembers(LocalClass local, List<BodyDeclaration<?>> members) {
        List<TypeDeclaration<?>> nested = new ArrayList<>();
        for (BodyDeclaration<?> member : members) {
            if (member instanceof TypeDeclaration<?> type) {
                nested.add(type);
                local.type(create(type));
            }
        }
        nested.forEach(type -> describe(local.type(type.getNameAsString()), type));
        List<MethodDeclaration> functions = new ArrayList<>();
        for (BodyDeclaration<?> member : members) {
            if (member instanceof FieldDeclaration fields) {
                for (VariableDeclarator field : fields.getVariables()) {
                    TypeMirror type = all.typeNodes.of(field.getType());
                    local.field(field.getNameAsString(), new LocalClass.Field(field, type));
                }
            } else if (member instanceof MethodDeclaration method) {
                Candidate candidate = callable(method);
                local.method(method.getNameAsString(), candidate);
                if (local.isInterface() && method.getBody().isEmpty()) {
                    functions.add(method);
                    local.function(functions.size() == 1 ? candidate : null);
                }
            } else if (member instanceof ConstructorDeclaration constructor) {
                local.constructor(callable(constructor));
            }
        }
    }

    private Candidate callable(CallableDeclaration<?> callable) {
        all.scope.enter();
        hideTypeParameters(callable);
        List<TypeMirror> parameters = new ArrayList<>();
        boolean variable = false;
        for (Parameter parameter : callable.getParameters()) {
            parameters.add(all.statements.typeOf(parameter));
            variable = parameter.isVarArgs();
        }
        TypeMirror result = callable instanceof MethodDeclaration method ? all.typeNodes.of(method.getType()) : null;
        all.scope.leave();
        return candidate(callable, parameters, variable, result);
    }

    private static Candidate candidate(
            Node declaration, List<TypeMirror> parameters, boolean variable, TypeMirror result) {
        return new Candidate(null, declaration, List.of(), parameters, variable, result);
    }

    private void components(LocalClass local, RecordDeclaration declaration) {
        List<TypeMirror> types = new ArrayList<>();
        for (Parameter component : declaration.getParameters()) {
            TypeMirror type = all.statements.typeOf(component);
            types.add(type);
            local.field(component.getNameAsString(), new LocalClass.Field(component, type));
            local.method(component.getNameAsString(), candidate(component, List.of(), false, type));
        }
        boolean variable = declaration.getParameters().stream().anyMatch(Parameter::isVarArgs);
        local.constructor(candidate(declaration, types, variable, null));
    }

    private void constants(LocalClass local, EnumDeclaration declaration) {
        LocalType own = new LocalType(local);
        for (EnumConstantDeclaration constant : declaration.getEntries()) {
            local.field(constant.getNameAsString(), new LocalClass.Field(constant, own));
        }
        local.method("values", candidate(declaration, List.of(), false, new LocalType(local, 1)));
        local.method("valueOf", candidate(declaration, List.of(all.ops.string()), false, own));
    }

    // ---- members

    private void members(LocalClass local, TypeDeclaration<?> declaration) {
        all.scope.enter();
        hideTypeParameters(declaration);
        if (declaration instanceof EnumDeclaration enumeration) {
            for (EnumConstantDeclaration constant : enumeration.getEntries()) {
                constant.getArguments().forEach(argument -> all.expressions.of(argument, null));
                attribute(local, constant.getClassBody());
            }
        }
        attribute(local, declaration.getMembers());
        all.scope.leave();
    }

    private void attribute(LocalClass local, List<BodyDeclaration<?>> members) {
        all.scope.enter(local);
        for (BodyDeclaration<?> member : members) {
            if (member instanceof FieldDeclaration fields) {
                fields.getVariables().forEach(field -> initializer(local, fields, field));
            }
        }
        for (BodyDeclaration<?> member : members) {
            all.scope.enter();
            hideTypeParameters(member);
            member(local, member);
            all.scope.leave();
        }
        all.scope.leave();
    }

    private void initializer(LocalClass local, FieldDeclaration fields, VariableDeclarator field) {
        TypeMirror type = local.field(field.getNameAsString()).type();
        field.getInitializer().ifPresent(value -> {
            all.expressions.of(value, type);
            if (fields.isFinal() || local.isInterface()) {
                all.statements.constant(field, value, type);
            }
        });
    }

    private void member(LocalClass local, BodyDeclaration<?> member) {
        if (member instanceof MethodDeclaration method) {
            parameters(method.getParameters());
            TypeMirror result = all.typeNodes.of(method.getType());
            method.getThrownExceptions().forEach(all.typeNodes::of);
            method.getBody().ifPresent(body -> all.statements.body(body, result));
        } else if (member instanceof ConstructorDeclaration constructor) {
            parameters(constructor.getParameters());
            all.statements.body(constructor.getBody(), all.ops.voidType());
        } else if (member instanceof CompactConstructorDeclaration constructor
                && local.declaration() instanceof RecordDeclaration declaration) {
            parameters(declaration.getParameters());
            all.statements.body(constructor.getBody(), all.ops.voidType());
        } else if (member instanceof InitializerDeclaration initializer) {
            all.statements.body(initializer.getBody(), all.ops.voidType());
        } else if (member instanceof TypeDeclaration<?> nested) {
            members(local.type(nested.getNameAsString()), nested);
        }
    }

    private void parameters(List<Parameter> parameters) {
        for (Parameter parameter : parameters) {
            all.statements.declare(parameter, parameter.getNameAsString(), all.statements.typeOf(parameter));
        }
    }
}
