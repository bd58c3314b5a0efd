using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Moderation.Publisher.Webhooks;
using Moderation.ServiceDefaults;
using Xunit;

namespace Moderation.Publisher.Tests.Webhooks;

public class WebhookEndpointTests
{
    private static readonly string Secret = NewSecret();
    private static readonly string PreviousSecret = NewSecret();

    [Fact]
    public void An_endpoint_is_read_with_its_secrets()
    {
        var endpoint = Assert.Single(
            Read(
                "Production",
                ("Url", "https://bao.vn/webhooks"),
                ("Secret", Secret),
                ("PreviousSecret", PreviousSecret)
            )
        );
        Assert.Equal(
            ("bao", new Uri("https://bao.vn/webhooks"), 2, false),
            (endpoint.Name, endpoint.Url, endpoint.Secrets.Count(), endpoint.AllowPrivateAddresses)
        );
    }

    [Theory]
    [InlineData("Development", "Url", "ftp://bao.vn")]
    [InlineData("Development", "Url", "webhooks")]
    [InlineData("Production", "Url", "http://bao.vn/webhooks")]
    [InlineData("Development", "Name", "Báo")]
    [InlineData("Development", "Secret", null)]
    [InlineData("Development", "Secret", "MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXY=")]
    [InlineData("Development", "Secret", "whsec_dG9vIHNob3J0")]
    [InlineData("Development", "Secret", "whsec_không")]
    [InlineData("Production", "Secret", "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("Production", "Secret", "whsec_changeme")]
    [InlineData("Development", "PreviousSecret", "whsec_dG9vIHNob3J0")]
    public void A_value_that_cannot_be_used_stops_the_start_and_is_named(string environment, string key, string? value)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() =>
            Read(environment, ("Url", "https://bao.vn/webhooks"), ("Secret", Secret), (key, value))
        );
        Assert.Contains($"Webhooks:Endpoints:0:{key}", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void A_secret_has_24_to_64_bytes(int bytes, bool taken) =>
        Assert.Equal(taken, WebhookSecretAttribute.Parse("whsec_" + Convert.ToBase64String(new byte[bytes])) is not null);

    private static string NewSecret() => "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static IReadOnlyList<WebhookEndpoint> Read(string environment, params (string Key, string? Value)[] values)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Webhooks:Endpoints:0:Name"] = "bao" };
        foreach (var (key, value) in values)
            settings["Webhooks:Endpoints:0:" + key] = value;
        return new ConfigurationBuilder()
            .AddInMemoryCollection(settings)
            .Build()
            .Read<WebhooksOptions>(new HostingEnvironment { EnvironmentName = environment }, "Webhooks")
            .Endpoints;
    }
}
