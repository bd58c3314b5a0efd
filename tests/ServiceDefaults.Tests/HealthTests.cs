using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Moderation.Contracts;
using Moderation.Contracts.Tests;
using Moderation.ServiceDefaults.Tests.Wire;
using Moderation.Testing;
using Xunit;

namespace Moderation.ServiceDefaults.Tests;

/// <summary>Whatever is not well is 503 and named, so that nobody believes a service that only answers.</summary>
public class HealthTests(PartsFixture parts, WireFixture wire)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_that_do_not_leave_are_named_until_they_do()
    {
        var id = Guid.CreateVersion7();
        await ExecuteAsync(
            parts.Database,
            "INSERT INTO outbox (id, type, body, not_before) VALUES (@id, 'NoSuchMessage', '{}', clock_timestamp())",
            new { id }
        );
        await IsAsync(parts.Address, "outbox", "Degraded", HttpStatusCode.ServiceUnavailable);
        await ExecuteAsync(parts.Database, "DELETE FROM outbox WHERE id = @id", new { id });
        await IsAsync(parts.Address, "outbox", "Healthy", HttpStatusCode.OK);
    }

    [Fact]
    public async Task Work_that_stands_still_is_named_until_it_goes_on()
    {
        var message = Samples.All.OfType<CommentSubmitted>().Single() with { CommentId = Guid.CreateVersion7() };
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        WireFixture.Held[message.CommentId] = done.Task;
        await wire.Broker.PublishAsync(message);
        await IsAsync(wire.Address, "messages", "Degraded", HttpStatusCode.ServiceUnavailable);
        done.SetResult();
        await IsAsync(wire.Address, "messages", "Healthy", HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_missing_column_is_named_also_by_a_service_that_starts_without_it()
    {
        await using var database = await TestDatabase.CreateAsync("schema");
        await using (var service = await StartAsync(database))
        {
            var address = new Uri(service.Urls.Single());
            await IsAsync(address, "schema", "Healthy", HttpStatusCode.OK);
            await ExecuteAsync(database, "ALTER TABLE data_protection_keys DROP COLUMN created_at");
            await IsAsync(address, "schema", "Unhealthy", HttpStatusCode.ServiceUnavailable);
        }
        await using (var service = await StartAsync(database))
        {
            var address = new Uri(service.Urls.Single());
            await IsAsync(address, "schema", "Unhealthy", HttpStatusCode.ServiceUnavailable);
            await ExecuteAsync(database, "ALTER TABLE data_protection_keys ADD COLUMN created_at timestamptz");
            await IsAsync(address, "schema", "Healthy", HttpStatusCode.OK);
        }
    }

    private static async Task<WebApplication> StartAsync(TestDatabase database)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["ConnectionStrings:Database"] = database.ConnectionString;
        builder.AddServiceDefaults("bare");
        builder.AddDatabase<TestDatabase>();
        builder.AddDataProtectionKeys();
        var app = builder.Build();
        app.MapHealth();
        await app.StartAsync(Cancel);
        return app;
    }

    private static async Task ExecuteAsync(TestDatabase database, string sql, object? parameters = null)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Cancel);
        await connection.ExecuteAsync(sql, parameters);
    }

    private static async Task IsAsync(Uri address, string part, string status, HttpStatusCode answer)
    {
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address };
        await Eventually.IsTrueAsync($"{part} is {status}", async () =>
        {
            using var response = await client.GetAsync("health/ready", Cancel);
            var health = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
            return response.StatusCode == answer && health.GetProperty("checks").GetProperty(part).GetString() == status;
        });
    }
}
