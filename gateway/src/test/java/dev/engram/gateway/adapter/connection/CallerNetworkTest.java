package dev.engram.gateway.adapter.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerNetworkTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
        "2001:db8:1:2:ffff:0:0:1, 2001:db8:1:2::/64",
        "0:0:0:0:0:0:0:1, 0:0:0:0::/64",
        "::1, 0:0:0:0::/64",
        "2001:DB8:1:2::7, 2001:db8:1:2::/64",
        "2001:0db8:0001:0002::7, 2001:db8:1:2::/64",
        "::ffff:192.0.2.7, 192.0.2.7",
        "unknown:8080, unknown:8080",
        "fe80:0:0:0:1:2:3:4%eth0, fe80:0:0:0::/64"
    })
    void shouldTakeTheAddressesOfOneIpv6NetworkForOne(String host, String address) {
        assertThat(CallerNetwork.of(host)).isEqualTo(address);
    }
}
