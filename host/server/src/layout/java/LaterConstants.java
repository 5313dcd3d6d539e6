import static java.lang.classfile.ClassFile.ACC_ABSTRACT;
import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_INTERFACE;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.constant.ConstantDescs.CLASS_INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Interfaces;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.PseudoInstruction;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * A class whose dearest constants are computed when one of them is first read, not when the class is initialised. They move,
 * with the statements that make them, into an interface that the class implements: a name of a field that the class does not
 * declare is looked for there (JVMS 5.4.3.2), and reading a field initialises the one type that declares it (JVMS 5.5). So
 * whoever reads them, in this jar or another, finds the same values as before, without being rewritten.
 */
final class LaterConstants {

    private final ClassModel type;
    private final Set<String> fields;
    private final ClassFile classFiles;
    private final List<CodeElement> initializer;
    private final BitSet moved = new BitSet();

    /**
     * @param fields names of static fields, each made by one statement of the initializer without branches
     * @throws IllegalStateException if the class is not like that
     */
    LaterConstants(ClassModel type, Set<String> fields, ClassFile classFiles) {
        this.type = type;
        this.fields = fields;
        this.classFiles = classFiles;
        initializer = initializer(type).code().orElseThrow().elementList();
        for (var field : fields) {
            var found =
                    type.fields().stream()
                            .filter(it -> it.fieldName().equalsString(field))
                            .findAny()
                            .orElseThrow(() -> refused("has no field " + field));
            if (!found.flags().has(AccessFlag.STATIC) || stores(field) != 1) {
                throw refused("does not make " + field + " once, when it is initialised");
            }
        }
        move();
    }

    /** Internal name of the interface. */
    String holderName() {
        return type.thisClass().asInternalName() + "$Later";
    }

    /** The class without them. */
    byte[] rest() {
        ClassTransform without =
                (builder, element) -> {
                    switch (element) {
                        case FieldModel it when isMoved(it) -> {}
                        case Interfaces _ -> {}
                        case MethodModel it when isInitializer(it) ->
                                builder.withMethodBody(it.methodName(), it.methodType(), it.flags().flagsMask(), this::writeRest);
                        default -> builder.with(element);
                    }
                };
        return classFiles.transformClass(type, without.andThen(ClassTransform.endHandler(this::withHolder)));
    }

    /** The interface with them. */
    byte[] holder() {
        return classFiles.build(
                holderType(),
                builder -> {
                    builder.withVersion(type.majorVersion(), type.minorVersion());
                    builder.withFlags(ACC_PUBLIC | ACC_INTERFACE | ACC_ABSTRACT);
                    type.fields().stream()
                            .filter(this::isMoved)
                            .forEach(it -> builder.withField(it.fieldName(), it.fieldType(), field -> field.withFlags(ACC_PUBLIC | ACC_STATIC | ACC_FINAL)));
                    builder.withMethodBody(CLASS_INIT_NAME, MTD_void, ACC_STATIC, this::writeMoved);
                });
    }

    private void withHolder(ClassBuilder builder) {
        var interfaces = new ArrayList<>(type.interfaces());
        interfaces.add(builder.constantPool().classEntry(holderType()));
        builder.withInterfaces(interfaces);
    }

    private void writeRest(CodeBuilder code) {
        for (var i = 0; i < initializer.size(); i++) {
            if (!moved.get(i)) {
                code.with(initializer.get(i));
            }
        }
    }

    private void writeMoved(CodeBuilder code) {
        for (var i = moved.nextSetBit(0); i >= 0; i = moved.nextSetBit(i + 1)) {
            switch (initializer.get(i)) {
                case FieldInstruction it when isMoved(it) -> code.fieldAccess(it.opcode(), holderType(), it.name().stringValue(), it.typeSymbol());
                case Instruction it -> code.with(it);
                default -> {}
            }
        }
        code.return_();
    }

    private long stores(String field) {
        return initializer.stream()
                .filter(it -> it instanceof FieldInstruction access
                        && access.opcode() == Opcode.PUTSTATIC
                        && access.owner().equals(type.thisClass())
                        && access.name().equalsString(field))
                .count();
    }

    private void move() {
        for (var i = 0; i < initializer.size(); i++) {
            if (initializer.get(i) instanceof FieldInstruction it && isMoved(it)) {
                if (it.opcode() == Opcode.PUTSTATIC) {
                    move(beginOfValue(i), i);
                } else if (!moved.get(i)) {
                    move(i, endOfCall(i));
                }
            }
        }
    }

    private void move(int first, int last) {
        for (var i = first; i <= last; i++) {
            if (initializer.get(i) instanceof LabelTarget) {
                throw refused("jumps to where " + fields + " are made");
            }
        }
        moved.set(first, last + 1);
    }

    /** Where the first of the instructions is that leave the value which this one stores. */
    private int beginOfValue(int store) {
        var missing = taken(initializer.get(store));
        var i = store;
        while (missing > 0) {
            i--;
            missing += taken(initializer.get(i)) - given(initializer.get(i));
        }
        return i;
    }

    /** Where the call ends whose receiver this instruction puts on the stack. */
    private int endOfCall(int receiver) {
        var depth = given(initializer.get(receiver));
        var i = receiver;
        while (depth > 0) {
            i++;
            depth += given(initializer.get(i)) - taken(initializer.get(i));
        }
        if (!(initializer.get(i) instanceof InvokeInstruction)) {
            throw refused("needs one of " + fields + " itself");
        }
        return i;
    }

    private int given(CodeElement element) {
        return switch (element) {
            case ConstantInstruction it -> it.typeKind().slotSize();
            case NewObjectInstruction _ -> 1;
            case FieldInstruction it when it.opcode() == Opcode.GETSTATIC -> slots(it.typeSymbol());
            case FieldInstruction it when it.opcode() == Opcode.PUTSTATIC -> 0;
            case InvokeInstruction it -> slots(it.typeSymbol().returnType());
            case Instruction it when it.opcode() == Opcode.DUP -> 2;
            case PseudoInstruction _ -> 0;
            default -> throw unknown(element);
        };
    }

    private int taken(CodeElement element) {
        return switch (element) {
            case ConstantInstruction _, NewObjectInstruction _, PseudoInstruction _ -> 0;
            case FieldInstruction it when it.opcode() == Opcode.GETSTATIC -> 0;
            case FieldInstruction it when it.opcode() == Opcode.PUTSTATIC -> slots(it.typeSymbol());
            case InvokeInstruction it -> it.typeSymbol().parameterList().stream().mapToInt(LaterConstants::slots).sum() + (it.opcode() == Opcode.INVOKESTATIC ? 0 : 1);
            case Instruction it when it.opcode() == Opcode.DUP -> 1;
            default -> throw unknown(element);
        };
    }

    private static int slots(ClassDesc type) {
        return TypeKind.from(type).slotSize();
    }

    private boolean isMoved(FieldModel field) {
        return fields.contains(field.fieldName().stringValue());
    }

    private boolean isMoved(FieldInstruction access) {
        return access.owner().equals(type.thisClass()) && fields.contains(access.name().stringValue());
    }

    private ClassDesc holderType() {
        return ClassDesc.ofInternalName(holderName());
    }

    private MethodModel initializer(ClassModel type) {
        return type.methods().stream()
                .filter(LaterConstants::isInitializer)
                .findAny()
                .orElseThrow(() -> refused("has no initializer"));
    }

    private static boolean isInitializer(MethodModel method) {
        return method.methodName().equalsString(CLASS_INIT_NAME);
    }

    private IllegalStateException unknown(CodeElement element) {
        return refused("makes " + fields + " in a way that is not known here: " + element);
    }

    private IllegalStateException refused(String why) {
        return new IllegalStateException(type.thisClass().asInternalName() + " " + why);
    }
}
