using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Moderation.Moderator.Review;
using Moderation.ServiceDefaults;
using Moderation.Testing;
using Npgsql;

namespace Moderation.Moderator.Tests;

/// <summary>Moderator's tables of now, made once for the run and copied for whoever needs a database of their own.</summary>
internal static class MigratedDatabase
{
    private static readonly Lazy<Task<TestDatabase>> Pattern = new(CreateAsync);

    public static async Task<TestDatabase> CopyAsync() => await (await Pattern.Value).CopyAsync();

    public static async Task DropAsync()
    {
        if (Pattern.IsValueCreated)
            await (await Pattern.Value).DisposeAsync();
    }

    private static async Task<TestDatabase> CreateAsync()
    {
        var database = await TestDatabase.CreateAsync("moderator");
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(ModeratorFixture.Settings);
        // A connection that is kept open would be in the way of copies.
        builder.Configuration["ConnectionStrings:Database"] =
            new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString;
        builder.AddServiceDefaults("moderator");
        builder.AddDatabase<RecordSubmissionConsumer>();
        builder.AddOutboxTable();
        builder.AddDataProtectionKeys();
        builder.AddPauses();
        await using var app = builder.Build();
        await app.MigrateAsync(CancellationToken.None);
        return database;
    }
}
