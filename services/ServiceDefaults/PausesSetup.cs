using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Moderation.ServiceDefaults;

public static class PausesSetup
{
    /// <summary>Lets operators pause these stations. After <c>AddDatabase</c>.</summary>
    public static void AddPauses(this WebApplicationBuilder builder, params string[] stations)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(new PausableStations(stations));
        builder.Services.AddSingleton(new MigrationScripts(typeof(Pauses).Assembly, ".Pauses.Migrations."));
        builder.Services.AddSingleton<PauseStore>();
        builder.Services.AddHostedService<PauseWatch>();
        builder.Services.AddExamination<PausesExamination>();
    }

    /// <summary>For the console, which shows <see cref="OperationKey"/>.</summary>
    public static void MapPauses(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        PausesApi.Map(app.MapOperation("/pauses"));
    }
}
