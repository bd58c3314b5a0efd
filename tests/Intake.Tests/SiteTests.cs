using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Moderation.Intake.Site;
using Moderation.ServiceDefaults;
using Xunit;

namespace Moderation.Intake.Tests;

public class SiteTests(IntakeUnderTest intake)
{
    [Theory]
    [InlineData("127.0.0.1", Caller.Site)]
    [InlineData("127.8.9.1", Caller.Site)]
    [InlineData("::1", Caller.Site)]
    [InlineData("::ffff:127.0.0.1", Caller.Site)]
    [InlineData("10.0.0.1", Caller.Reader)]
    [InlineData("203.0.113.7", Caller.Reader)]
    [InlineData("2001:db8::1", Caller.Reader)]
    public void Trusted_local_believes_callers_on_this_machine(string address, Caller caller) =>
        Assert.Equal(
            caller,
            new SitePolicy(new() { Policy = SiteOptions.TrustedLocal }, null!).Recognise(IPAddress.Parse(address), key: "any")
        );

    [Theory]
    [InlineData(null, Caller.Reader)]
    [InlineData("", Caller.Impostor)]
    [InlineData("secre", Caller.Impostor)]
    [InlineData("secret ", Caller.Impostor)]
    [InlineData("secret", Caller.Site)]
    public void Api_key_believes_whoever_shows_the_key(string? key, Caller caller) =>
        Assert.Equal(
            caller,
            new SitePolicy(new() { Policy = SiteOptions.WithKey, ApiKey = "secret" }, null!).Recognise(IPAddress.Loopback, key)
        );

    [Theory]
    [InlineData("Production", "trusted-local", "x")]
    [InlineData("Production", "api-key", "changeme")]
    [InlineData("Production", "api-key", "a")]
    [InlineData("Development", "", "x")]
    [InlineData("Development", "everybody", "x")]
    public void A_policy_that_is_unknown_or_unsafe_stops_the_start(string environment, string policy, string key)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Site:Policy", policy), new("Site:ApiKey", key)])
            .Build();
        var refused = Assert.Throws<InvalidOperationException>(() =>
            configuration.Read<SiteOptions>(new HostingEnvironment { EnvironmentName = environment }, "Site")
        );
        Assert.Contains("Site:", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("article.headline", "Cầu mới")]
    [InlineData("article.url", "https://evil.example")]
    [InlineData("reader.address", "203.0.113.9")]
    [InlineData("reader.device", "may-9")]
    [InlineData("reader.role", "author")]
    public async Task A_reader_may_not_speak_for_the_site(string field, string value)
    {
        var answer = await IntakeUnderTest.SendAsync(intake.Public, Comments.With(field, value));
        Assert.Equal(403, answer.Status);
        Assert.Equal("not-the-site", answer.Problem);
    }

    [Fact]
    public async Task The_sites_server_with_its_key_is_believed()
    {
        var answer = await IntakeUnderTest.SendAsync(
            intake.Public,
            Comments.With("article.headline", "Cầu mới"),
            apiKey: IntakeUnderTest.ApiKey
        );
        Assert.Equal(202, answer.Status);
        var message = await intake.MessageAsync(answer.Id);
        Assert.Equal("Cầu mới", message.GetProperty("article").GetProperty("headline").GetString());
        Assert.False(message.GetProperty("author").TryGetProperty("address", out _));
    }

    [Fact]
    public async Task A_wrong_key_is_refused_even_for_a_plain_comment()
    {
        var answer = await IntakeUnderTest.SendAsync(intake.Public, Comments.Valid(), apiKey: "another key");
        Assert.Equal(403, answer.Status);
        Assert.Equal("wrong-api-key", answer.Problem);
    }

    [Fact]
    public async Task A_readers_address_is_that_of_the_connection()
    {
        var answer = await IntakeUnderTest.SendAsync(intake.Public, Comments.Valid());
        Assert.Equal(202, answer.Status);
        var expected = Convert.ToHexStringLower(
            HMACSHA256.HashData(intake.AuthorKey, Encoding.UTF8.GetBytes("address:127.0.0.1"))
        );
        Assert.Equal(expected, (await intake.MessageAsync(answer.Id)).GetProperty("author").GetProperty("address").GetString());
    }
}
