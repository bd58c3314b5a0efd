using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Moderation.ServiceDefaults;

/// <summary>Metadata of an endpoint whose unsafe method may be repeated: done twice, it is as done once.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RepeatableAttribute : Attribute;

/// <summary>
/// The one owner of retries for what people and programs ask over HTTP: reads, and what is <see cref="RepeatableAttribute"/>. A
/// request that meets a connection which the database's restart broke begins anew; nobody sees more than a pause.
/// </summary>
internal static class DatabaseRetries
{
    public static void UseDatabaseRetries(this WebApplication app)
    {
        if (app.Services.GetService<NpgsqlDataSource>() is not { } database)
            return;
        var retries = Resilience.OverTheDatabasesRestart(database);
        // Only its endpoint says whether a write may be repeated; a service that shows pages finds it later by itself.
        app.UseRouting();
        app.Use(
            async (context, next) =>
            {
                var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
                if (!isRead && context.GetEndpoint()?.Metadata.GetMetadata<RepeatableAttribute>() is null)
                {
                    await next(context);
                    return;
                }
                if (!isRead)
                    context.Request.EnableBuffering();
                ExceptionDispatchInfo? begun = null;
                await retries.ExecuteAsync(async _ => begun = await TryAsync(context, next), context.RequestAborted);
                begun?.Throw();
            }
        );
    }

    /// <returns>What went wrong after the answer had begun, which nobody can take back.</returns>
    private static async Task<ExceptionDispatchInfo?> TryAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
            return null;
        }
        catch (Exception exception) when (Resilience.IsDatabaseAway(exception))
        {
            if (context.Response.HasStarted)
                return ExceptionDispatchInfo.Capture(exception);
            context.Response.Clear();
            if (context.Request.Body.CanSeek)
                context.Request.Body.Position = 0;
            throw;
        }
    }
}
