using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Fragments;

public static class FragmentsSetup
{
    public static void AddFragments(this WebApplicationBuilder builder) => builder.AddOptions<FragmentsOptions>("Fragments");
}
