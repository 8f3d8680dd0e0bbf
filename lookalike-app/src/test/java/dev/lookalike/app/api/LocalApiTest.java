package dev.lookalike.app.api;

import dev.lookalike.app.http.Shop;

class LocalApiTest extends ApiContract {
    @Override
    Api api(Shop shop) {
        return shop.api();
    }
}
