package conformance;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The same values through handlers that are named with their method. */
public class Methods {
    public Orders.Order order(Orders.Order order, Context context) {
        return log(order, context);
    }

    public List<Map<String, Enums.Colour>> colours(
            List<Map<String, Enums.Colour>> colours, Context context) {
        return log(colours, context);
    }

    public static Pages.Page<Long, Set<Integer>> page(
            Pages.Page<Long, Set<Integer>> page, Context context) {
        return log(page, context);
    }

    public <T extends Vehicles.Truck> T truck(T truck, Context context) {
        return log(truck, context);
    }

    public Object[] array(Object[] array, Context context) {
        return log(array, context);
    }

    public long number(long number, Context context) {
        return log(number, context);
    }

    public boolean truth(boolean truth, Context context) {
        return log(truth, context);
    }

    public char letter(char letter, Context context) {
        return log(letter, context);
    }

    private static <T> T log(T value, Context context) {
        context.getLogger().log(Dump.of(value) + "\n");
        return value;
    }
}
