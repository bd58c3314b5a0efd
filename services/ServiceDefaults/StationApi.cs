using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Contracts;

namespace Moderation.ServiceDefaults;

/// <summary><c>/station</c> of the operations port: what the console's flow of messages is made of.</summary>
internal static class StationApi
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var station = endpoints.ServiceProvider.GetRequiredService<Station>();
        endpoints
            .MapGet(
                "/station",
                async (CancellationToken cancellationToken) =>
                    TypedResults.Json(await station.ReportAsync(cancellationToken), ContractJson.Options)
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
    }
}
