package conformance;

import java.util.Arrays;
import java.util.List;

/** Inheritance: overridden accessors, a shadowed field, interfaces and abstract classes. */
public class Vehicles extends Echo<Vehicles.Truck> {
    public interface Named {
        String getName();

        default String getGreeting() {
            return "Hello " + getName();
        }
    }

    public abstract static class Vehicle implements Named {
        protected String name;
        public String shared = "vehicle";
        private Number load;
        private int wheels = 4;

        @Override
        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public Number getLoad() {
            return load;
        }

        public int getWheels() {
            return wheels;
        }

        public void setWheels(int wheels) {
            this.wheels = wheels;
        }
    }

    public static class Truck extends Vehicle {
        public String shared = "truck";
        private Integer load;
        private Trailer trailer;
        private List<Vehicle> convoy;

        @Override
        public Integer getLoad() {
            return load;
        }

        public void setLoad(Integer load) {
            this.load = load;
        }

        @Override
        public void setWheels(int wheels) {
            super.setWheels(wheels * 2);
        }

        public Trailer getTrailer() {
            return trailer;
        }

        public void setTrailer(Trailer trailer) {
            this.trailer = trailer;
        }

        public List<Vehicle> getConvoy() {
            return convoy;
        }

        public void setConvoy(List<Vehicle> convoy) {
            this.convoy = convoy;
        }
    }

    public static class Trailer extends Truck {
        public boolean braked;
    }

    /** Declared as a base class, returned as a subclass. */
    public static class OfAny extends Echo<List<Truck>> {
        @Override
        public List<Truck> handleRequest(
                List<Truck> input, com.amazonaws.services.lambda.runtime.Context context) {
            List<Truck> trucks = super.handleRequest(input, context);
            Trailer trailer = new Trailer();
            trailer.setName("added");
            trailer.braked = true;
            return trucks == null ? Arrays.asList(trailer, null) : trucks;
        }
    }
}
