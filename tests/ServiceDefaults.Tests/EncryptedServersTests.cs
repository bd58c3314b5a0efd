using System.Net;
using System.Security.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Testing;
using Npgsql;
using Xunit;

namespace Moderation.ServiceDefaults.Tests;

/// <summary>
/// Broker and database by TLS: whose certificate is not signed by the named authority, or for the named host, is refused.
/// </summary>
public sealed class EncryptedServersTests(PartsFixture parts) : IDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly Authority _authority = new();
    private readonly Authority _other = new();

    [Theory]
    [InlineData("amqp://u:p@a/v", "a:5672")]
    [InlineData("amqps://u:p@a,b:5673/v", "a:5671 b:5673")]
    [InlineData("amqp://u:p,q@a:1,b:2,c:3/v", "a:1 b:2 c:3")]
    public void Several_hosts_stand_in_one_address(string address, string expected) =>
        Assert.Equal(expected, string.Join(' ', BrokerAddress.Parse(address).Nodes.Select(node => $"{node.Host}:{node.Port}")));

    [Theory]
    [InlineData("a:5672/v", "must be amqp://")]
    [InlineData("amqp://u:geheim@a,/v", "must be amqp://")]
    [InlineData("amqps://u:geheim@a/v?cacert=/x", "only cacertfile")]
    [InlineData("amqps://u:geheim@a/v?cacertfile=/khong/co", "cannot be read")]
    public void What_is_wrong_with_an_address_is_said_without_its_password(string address, string expected)
    {
        var fault = Assert.Throws<FormatException>(() => BrokerAddress.Parse(address));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_is_reached_by_TLS_also_when_the_first_of_its_hosts_is_away()
    {
        await using var front = BrokerFront(IPAddress.Loopback);
        var address = Address(front, _authority).Replace("127.0.0.1:", "127.0.0.1:1,127.0.0.1:", StringComparison.Ordinal);
        await using var database = await TestDatabase.CreateAsync("encrypted");
        await using var app = await BareService.StartAsync(
            database,
            parts.Broker,
            settings: [("ConnectionStrings:RabbitMq", address)]
        );
        var doctor = app.Services.GetRequiredService<Doctor>();
        await Eventually.IsTrueAsync("bus and raw connections are there", async () =>
            (await app.Services.GetRequiredService<Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckService>()
                .CheckHealthAsync(Cancel)).Status == Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy
        );
        Assert.DoesNotContain(await doctor.ExamineAsync(Cancel), each => each is { Part: "broker", Verdict: Verdict.Bad });
        Assert.True(front.Trusted >= 2);
    }

    [Fact]
    public async Task A_broker_with_the_certificate_of_another_authority_is_refused_by_the_bus_too_and_named()
    {
        await using var front = BrokerFront(IPAddress.Loopback);
        await using var database = await TestDatabase.CreateAsync("untrusted");
        await using var app = await BareService.StartAsync(
            database,
            parts.Broker,
            settings: [("ConnectionStrings:RabbitMq", Address(front, _other))]
        );
        var found = (await app.Services.GetRequiredService<Doctor>().ExamineAsync(Cancel)).Select(each => each.Found.En);
        Assert.Contains(found, each => each.Contains("is not trusted: ", StringComparison.Ordinal));
        await Eventually.IsTrueAsync("bus and topology have tried", () => Task.FromResult(front.Refused >= 3));
        Assert.Equal(0, front.Trusted);
    }

    [Fact]
    public async Task A_broker_with_a_certificate_for_another_host_is_refused_and_both_are_named()
    {
        await using var front = BrokerFront(IPAddress.Parse("192.0.2.1"));
        var refused = await Assert.ThrowsAsync<AuthenticationException>(() =>
            BrokerAddress.Parse(Address(front, _authority)).ConnectAsync("tests", Cancel)
        );
        Assert.Equal("the certificate of CN=server is not for 127.0.0.1", refused.Message);
    }

    [Fact]
    public async Task A_database_is_reached_by_TLS_and_one_that_cannot_be_trusted_ends_the_start_with_what_to_do()
    {
        await using var database = await TestDatabase.CreateAsync("encrypted");
        await using var right = DatabaseFront(IPAddress.Loopback);
        await using var wrong = DatabaseFront(IPAddress.Parse("192.0.2.1"));
        await MigrateAsync(database, right, _authority);
        foreach (var (front, authority) in new[] { (right, _other), (wrong, _authority) })
        {
            var refused = await Assert.ThrowsAsync<StartException>(() => MigrateAsync(database, front, authority));
            Assert.Contains("PostgreSQL cannot be trusted: ", refused.Message, StringComparison.Ordinal);
            Assert.Contains("Root Certificate", refused.Message, StringComparison.Ordinal);
        }
    }

    public void Dispose()
    {
        _authority.Dispose();
        _other.Dispose();
    }

    private TlsFront BrokerFront(IPAddress named) => new(_authority.Sign(named), Parts.RabbitMq.Port);

    private TlsFront DatabaseFront(IPAddress named) =>
        new(_authority.Sign(named), new NpgsqlConnectionStringBuilder(Parts.Postgres).Port, isPostgres: true);

    private string Address(TlsFront front, Authority trusted) =>
        new UriBuilder(parts.Broker.Uri)
        {
            Scheme = "amqps",
            Port = front.Port,
            Query = $"cacertfile={trusted.FileName}",
        }.Uri.ToString();

    private static async Task MigrateAsync(TestDatabase database, TlsFront front, Authority trusted)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["ConnectionStrings:Database"] = new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            Port = front.Port,
            SslMode = SslMode.VerifyFull,
            RootCertificate = trusted.FileName,
        }.ConnectionString;
        builder.AddServiceDefaults("bare");
        builder.AddDatabase<TestDatabase>();
        await using var app = builder.Build();
        await app.MigrateAsync(Cancel);
    }
}
