package conformance;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Beans in beans, lists and maps, with getters and setters. */
public class Orders extends Echo<Orders.Order> {
    public static class Order {
        private String id;
        private Customer customer;
        private List<Line> lines = new ArrayList<>();
        private Map<String, String> labels;
        private Map<String, List<Line>> parcels;
        private BigDecimal total;
        private boolean paid;
        private Order replaces;

        public String getId() {
            return id;
        }

        public void setId(String id) {
            this.id = id;
        }

        public Customer getCustomer() {
            return customer;
        }

        public void setCustomer(Customer customer) {
            this.customer = customer;
        }

        public List<Line> getLines() {
            return lines;
        }

        public void setLines(List<Line> lines) {
            this.lines = lines;
        }

        public Map<String, String> getLabels() {
            return labels;
        }

        public void setLabels(Map<String, String> labels) {
            this.labels = labels;
        }

        public Map<String, List<Line>> getParcels() {
            return parcels;
        }

        public void setParcels(Map<String, List<Line>> parcels) {
            this.parcels = parcels;
        }

        public BigDecimal getTotal() {
            return total;
        }

        public void setTotal(BigDecimal total) {
            this.total = total;
        }

        public boolean isPaid() {
            return paid;
        }

        public void setPaid(boolean paid) {
            this.paid = paid;
        }

        public Order getReplaces() {
            return replaces;
        }

        public void setReplaces(Order replaces) {
            this.replaces = replaces;
        }
    }

    public static class Customer {
        private String name;
        private String mail;
        private Address address;
        private int points;

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public String getMail() {
            return mail;
        }

        public void setMail(String mail) {
            this.mail = mail;
        }

        public Address getAddress() {
            return address;
        }

        public void setAddress(Address address) {
            this.address = address;
        }

        public int getPoints() {
            return points;
        }

        public void setPoints(int points) {
            this.points = points;
        }
    }

    public static class Address {
        public String street;
        public String city;
        public String[] more;
    }

    public static class Line {
        private String article;
        private Integer quantity;
        private double price;

        public String getArticle() {
            return article;
        }

        public void setArticle(String article) {
            this.article = article;
        }

        public Integer getQuantity() {
            return quantity;
        }

        public void setQuantity(Integer quantity) {
            this.quantity = quantity;
        }

        public double getPrice() {
            return price;
        }

        public void setPrice(double price) {
            this.price = price;
        }
    }
}
