using System.Net;
using Moderation.Publisher.Webhooks;
using Xunit;

namespace Moderation.Publisher.Tests.Webhooks;

public class AddressGuardTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.2.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1%1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("3fff::1")]
    public void An_address_that_is_not_on_the_public_internet_is_not_public(string address) =>
        Assert.False(AddressGuard.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("100.63.255.255")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("223.255.255.255")]
    [InlineData("::ffff:1.1.1.1")]
    [InlineData("2400:cb00::1")]
    [InlineData("2606:4700:4700::1111")]
    public void An_address_on_the_public_internet_is_public(string address) =>
        Assert.True(AddressGuard.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("0177.0.0.1")]
    [InlineData("127.1")]
    [InlineData("0.0.0.0")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::1]")]
    public async Task No_notation_of_this_machine_gets_through(string host)
    {
        await using var inside = await Site.StartAsync();
        using var guarded = new HttpMessageInvoker(AddressGuard.Outbound(allowPrivateAddresses: false));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://{host}:{inside.Url.Port}/"))
        {
            Content = new StringContent("{}"),
        };
        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() =>
            guarded.SendAsync(request, TestContext.Current.CancellationToken)
        );
        Assert.IsType<AddressRefusedException>(refusal.InnerException);
        Assert.Empty(inside.Received);
    }

    [Fact]
    public async Task An_endpoint_that_allows_it_reaches_this_machine()
    {
        await using var inside = await Site.StartAsync();
        using var open = new HttpMessageInvoker(AddressGuard.Outbound(allowPrivateAddresses: true));
        using var request = new HttpRequestMessage(HttpMethod.Post, inside.Url)
        {
            Content = new StringContent("""{"type":"comment.approved","data":{"id":"0199aaaa-0000-7000-8000-000000000001"}}"""),
        };
        using var response = await open.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }
}
