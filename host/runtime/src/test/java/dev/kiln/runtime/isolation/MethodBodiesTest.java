package dev.kiln.runtime.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.MethodRefEntry;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Held against the JDK's own reader of class files, over classes of the JDK. */
class MethodBodiesTest {

    @Test
    void every_virtual_call_is_found_and_nothing_else_is_touched() throws Exception {
        var calls = 0;
        for (var file : classesOfTheJdk()) {
            var bytes = Files.readAllBytes(file);
            var changed = bytes.clone();

            new MethodBodies(changed, ConstantPool.scan(bytes)).makeStatic(methodsIn(bytes));

            var before = opcodes(ClassFile.of().parse(bytes));
            calls += before.stream().filter(Opcode.INVOKEVIRTUAL::equals).toList().size();
            assertThat(opcodes(ClassFile.of().parse(changed)))
                    .as(file.toString())
                    .isEqualTo(before.stream().map(MethodBodiesTest::madeStatic).toList());
        }
        assertThat(calls).isGreaterThan(5_000);
    }

    private static Opcode madeStatic(Opcode opcode) {
        return opcode == Opcode.INVOKEVIRTUAL ? Opcode.INVOKESTATIC : opcode;
    }

    /** Some with switches of both kinds, wide instructions and long jumps among them. */
    private static List<Path> classesOfTheJdk() throws IOException {
        var util =
                FileSystems.getFileSystem(URI.create("jrt:/"))
                        .getPath("modules/java.base/java/util");
        try (Stream<Path> files = Files.walk(util)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }

    private static Set<Integer> methodsIn(byte[] bytes) {
        var indices = new HashSet<Integer>();
        for (var entry : ClassFile.of().parse(bytes).constantPool()) {
            if (entry instanceof MethodRefEntry method) {
                indices.add(method.index());
            }
        }
        return indices;
    }

    private static List<Opcode> opcodes(ClassModel type) {
        return type.methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .flatMap(MethodBodiesTest::opcode)
                .toList();
    }

    private static Stream<Opcode> opcode(CodeElement element) {
        return element instanceof Instruction instruction
                ? Stream.of(instruction.opcode())
                : Stream.empty();
    }
}
