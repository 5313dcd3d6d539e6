package conformance;

/** Property names that bean conventions and Jackson treat in surprising ways. */
public class Names extends Echo<Names.Odd> {
    public static class Odd {
        private String url;
        private String aB;
        private String x;
        private String iPhone;
        private Boolean ok;
        private boolean isOdd;
        private String under_score;
        private String dollar$;
        private String ümlaut;
        private int count;

        public String getURL() {
            return url;
        }

        public void setURL(String url) {
            this.url = url;
        }

        public String getaB() {
            return aB;
        }

        public void setaB(String aB) {
            this.aB = aB;
        }

        public String getX() {
            return x;
        }

        public void setX(String x) {
            this.x = x;
        }

        public String getIPhone() {
            return iPhone;
        }

        public void setIPhone(String iPhone) {
            this.iPhone = iPhone;
        }

        public Boolean isOk() {
            return ok;
        }

        public void setOk(Boolean ok) {
            this.ok = ok;
        }

        public boolean isIsOdd() {
            return isOdd;
        }

        public void setIsOdd(boolean isOdd) {
            this.isOdd = isOdd;
        }

        public String getUnder_score() {
            return under_score;
        }

        public void setUnder_score(String value) {
            this.under_score = value;
        }

        public String getDollar$() {
            return dollar$;
        }

        public void setDollar$(String value) {
            this.dollar$ = value;
        }

        public String getÜmlaut() {
            return ümlaut;
        }

        public void setÜmlaut(String value) {
            this.ümlaut = value;
        }

        public String get() {
            return "no property";
        }

        public void set(String value) {
            x = value;
        }

        public boolean is() {
            return true;
        }

        public int getCount() {
            return count;
        }

        public void setCount(int count) {
            this.count = count;
        }

        public void setCount(String count) {
            this.count = count.length();
        }
    }

    /** Two setters of one name whose types cannot be told apart by preference. */
    public static class Clash {
        private Object value;

        public Object getValue() {
            return value;
        }

        public void setValue(StringBuilder value) {
            this.value = value;
        }

        public void setValue(java.util.Date value) {
            this.value = value;
        }
    }

    public static class OfClash extends Echo<Clash> {}
}
