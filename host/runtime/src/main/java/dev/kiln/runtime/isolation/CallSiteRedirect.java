package dev.kiln.runtime.isolation;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Set;

/**
 * Points at {@code FunctionSystem} what concerns a function's process: {@code System.exit}, {@code
 * getenv} and the standard streams, and the methods of {@code Runtime} that end the process or wait
 * for its end. Reflection is not caught.
 */
final class CallSiteRedirect {

    private static final String HOOK = "dev/kiln/runtime/bridge/FunctionSystem";
    private static final ClassDesc HOOK_TYPE = ClassDesc.ofInternalName(HOOK);
    private static final ClassDesc RUNTIME = ClassDesc.of("java.lang.Runtime");
    private static final Set<String> RUNTIME_METHODS =
            Set.of("exit", "halt", "addShutdownHook", "removeShutdownHook");

    private final ClassFile classFile;

    CallSiteRedirect(ClassLoader functionLoader) {
        classFile =
                ClassFile.of(
                        ClassFile.ClassHierarchyResolverOption.of(
                                ClassHierarchyResolver.ofResourceParsing(functionLoader)
                                        .orElse(ClassHierarchyResolver.defaultResolver())));
    }

    /** The same bytes for a class that makes none of these calls, which is nearly every class. */
    byte[] apply(byte[] bytes) {
        var pool = ConstantPool.scan(bytes);
        var patched = pool.callsSystem() ? pool.redirectSystemCalls(HOOK) : bytes;
        return pool.callsRuntime() ? rewriteRuntimeCalls(patched) : patched;
    }

    /** A virtual call becomes a static one with the receiver as its first argument. */
    private byte[] rewriteRuntimeCalls(byte[] bytes) {
        CodeTransform calls =
                (builder, element) -> {
                    if (element instanceof InvokeInstruction call
                            && call.opcode() == Opcode.INVOKEVIRTUAL
                            && isRuntimeMethod(
                                    call.owner().asSymbol(), call.name().stringValue())) {
                        builder.invokestatic(
                                HOOK_TYPE,
                                call.name().stringValue(),
                                withReceiver(call.typeSymbol()));
                    } else if (element instanceof InvokeDynamicInstruction dynamic) {
                        builder.invokedynamic(redirected(dynamic));
                    } else {
                        builder.with(element);
                    }
                };
        return classFile.transformClass(
                classFile.parse(bytes), ClassTransform.transformingMethodBodies(calls));
    }

    /**
     * Method references such as {@code runtime::exit} are arguments of a call site's bootstrap
     * method.
     */
    private static DynamicCallSiteDesc redirected(InvokeDynamicInstruction dynamic) {
        var arguments = dynamic.bootstrapArgs().toArray(ConstantDesc[]::new);
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof DirectMethodHandleDesc method
                    && method.kind() == DirectMethodHandleDesc.Kind.VIRTUAL
                    && isRuntimeMethod(method.owner(), method.methodName())) {
                arguments[i] =
                        MethodHandleDesc.ofMethod(
                                DirectMethodHandleDesc.Kind.STATIC,
                                HOOK_TYPE,
                                method.methodName(),
                                method.invocationType());
            }
        }
        return DynamicCallSiteDesc.of(
                dynamic.bootstrapMethod(),
                dynamic.name().stringValue(),
                dynamic.typeSymbol(),
                arguments);
    }

    private static boolean isRuntimeMethod(ClassDesc owner, String name) {
        return owner.equals(RUNTIME) && RUNTIME_METHODS.contains(name);
    }

    private static MethodTypeDesc withReceiver(MethodTypeDesc type) {
        return type.insertParameterTypes(0, RUNTIME);
    }
}
