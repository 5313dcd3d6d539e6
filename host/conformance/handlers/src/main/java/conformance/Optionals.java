package conformance;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Optional values, which the mapper knows by a module. */
public class Optionals extends Echo<Optionals.Maybe> {
    public static class Maybe {
        private Optional<String> text = Optional.of("default");
        private Optional<List<Integer>> numbers;
        private Optional<Orders.Line> line;
        private OptionalInt anInt;
        private OptionalLong aLong;
        private OptionalDouble aDouble;
        private List<Optional<String>> many;

        public Optional<String> getText() {
            return text;
        }

        public void setText(Optional<String> text) {
            this.text = text;
        }

        public Optional<List<Integer>> getNumbers() {
            return numbers;
        }

        public void setNumbers(Optional<List<Integer>> numbers) {
            this.numbers = numbers;
        }

        public Optional<Orders.Line> getLine() {
            return line;
        }

        public void setLine(Optional<Orders.Line> line) {
            this.line = line;
        }

        public OptionalInt getAnInt() {
            return anInt;
        }

        public void setAnInt(OptionalInt anInt) {
            this.anInt = anInt;
        }

        public OptionalLong getALong() {
            return aLong;
        }

        public void setALong(OptionalLong aLong) {
            this.aLong = aLong;
        }

        public OptionalDouble getADouble() {
            return aDouble;
        }

        public void setADouble(OptionalDouble aDouble) {
            this.aDouble = aDouble;
        }

        public List<Optional<String>> getMany() {
            return many;
        }

        public void setMany(List<Optional<String>> many) {
            this.many = many;
        }
    }
}
