using Moderation.ServiceDefaults;

namespace Moderation.Intake.Data;

/// <summary>What readers may ask of the data that are held about them.</summary>
public static class DataSetup
{
    public static void AddData(this WebApplicationBuilder builder)
    {
        builder.AddOptions<ErasureOptions>("Erasures");
        builder.AddOperation();
        builder.Services.AddSingleton<ErasureStore>();
        builder.Services.AddSingleton<ErasureRequestStore>();
        builder.Services.AddSingleton<FoundComments>();
        builder.Services.AddSingleton<ExportStore>();
    }
}
