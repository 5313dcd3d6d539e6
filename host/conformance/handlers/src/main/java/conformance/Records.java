package conformance;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Java records as input and output. */
public class Records extends Echo<Records.Order> {
    public record Order(
            String id,
            Customer customer,
            List<Line> lines,
            Map<String, Line> byName,
            Optional<String> note,
            Instant at,
            boolean paid,
            Enums.Colour colour,
            byte[] seal) {}

    public record Customer(String name, String URL, String aB, boolean isGood, int points) {}

    public record Line(String article, Integer quantity, double price, BigDecimal exact) {
        public Line {
            if (quantity != null && quantity < 0) {
                throw new IllegalArgumentException("quantity below zero");
            }
        }

        public Line(String article) {
            this(article, 1, 0, null);
        }

        public String getGreeting() {
            return "Hello " + article;
        }

        public static Line of(String article) {
            return new Line(article);
        }
    }

    public record Single(String value) {}

    public record Nothing() {}

    public record Pair<A, B>(A first, B second) {}

    public static class Holder {
        public Single single;
        public List<Pair<String, Integer>> pairs;
        private Line line;

        public Line getLine() {
            return line;
        }

        public void setLine(Line line) {
            this.line = line;
        }
    }

    public static class OfLine extends Echo<Line> {}

    public static class OfCustomer extends Echo<Customer> {}

    public static class OfSingle extends Echo<Single> {}

    public static class OfNothing extends Echo<Nothing> {}

    public static class OfPairs extends Echo<List<Pair<Single, Map<String, Integer>>>> {}

    public static class OfHolder extends Echo<Holder> {}

    public static class OnlyOut implements RequestHandler<String, Order> {
        @Override
        public Order handleRequest(String input, Context context) {
            Line line = new Line(input);
            return new Order(
                    input,
                    null,
                    List.of(line),
                    Map.of("a", line),
                    Optional.ofNullable(input),
                    Instant.EPOCH,
                    true,
                    Enums.Colour.blue,
                    new byte[] {1});
        }
    }
}
