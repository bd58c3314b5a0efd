using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Time.Testing;
using Moderation.ArticleSite.Webhooks;
using Moderation.ServiceDefaults;
using Xunit;

namespace Moderation.ArticleSite.Tests;

public class WebhookSignatureTests
{
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Timestamp = "1614265330";
    private const string Genuine = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"test": 2432232314}""");

    private static readonly WebhookSignature Signature = new(
        new() { Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" },
        new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1614265330))
    );

    /// <summary>The sample of the specification's own libraries.</summary>
    [Fact]
    public void The_specifications_sample_is_genuine() => Assert.True(Signature.IsGenuine(Id, Timestamp, Genuine, Body));

    [Fact]
    public void One_genuine_signature_in_the_list_is_enough() =>
        Assert.True(Signature.IsGenuine(Id, Timestamp, $"v1,Zm9yZ2Vk v2,x {Genuine}", Body));

    [Theory]
    [InlineData("msg_other", Timestamp, Genuine)]
    [InlineData(Id, "1614265331", Genuine)]
    [InlineData(Id, Timestamp, "")]
    [InlineData(Id, Timestamp, "v1,")]
    [InlineData(Id, Timestamp, "v1a,g0hM9SsE")]
    public void Whatever_differs_is_not_genuine(string id, string timestamp, string signatures) =>
        Assert.False(Signature.IsGenuine(id, timestamp, signatures, Body));

    [Theory]
    [InlineData("1614265030", true)]
    [InlineData("1614265630", true)]
    [InlineData("1614265029", false)]
    [InlineData("1614265631", false)]
    [InlineData("", false)]
    [InlineData("-1", false)]
    [InlineData("9223372036854775807", false)]
    [InlineData("99999999999999999999", false)]
    public void Five_minutes_either_way_are_fresh(string timestamp, bool fresh) =>
        Assert.Equal(fresh, Signature.IsFresh(timestamp));

    [Theory]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("whsec_not base64")]
    public void A_secret_of_another_shape_is_refused(string text) =>
        Assert.Throws<InvalidOperationException>(() =>
            new ConfigurationBuilder()
                .AddInMemoryCollection([new("Webhook:Secret", text)])
                .Build()
                .Read<WebhookOptions>(new HostingEnvironment { EnvironmentName = "Development" }, "Webhook")
        );
}
