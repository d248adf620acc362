workspace "Bounded contexts" {
  model {
    monolith = softwareSystem "Monolith" {
      c0 = container "orders" "1 module" ""
      c1 = container "users" "1 module" ""
    }
    x0 = softwareSystem "Stripe" "" "External"
    c1 -> c0 "3 references"
    monolith -> x0 "calls"
  }
  views {
    container monolith "contexts" {
      include *
      autolayout lr
    }
  }
}
